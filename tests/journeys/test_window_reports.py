"""With reports in hand: attach, import with review, take back, find again, mark, back up and restore."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from briefer.core.outline import Note, Section
from briefer.ui.attaching import Details
from briefer.ui.review_window import ReviewWindow
from tests.ui.window import OFFSCREEN, Desk, desk, desk_maker

__all__ = ["desk", "desk_maker"]
pytestmark = pytest.mark.qt_log_ignore(*OFFSCREEN)

IMPORTS = Path(__file__).resolve().parents[1] / "files" / "imports"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def review_of(desk: Desk) -> ReviewWindow:
    window = desk.window.imports.window
    assert window is not None
    desk.qtbot.waitExposed(window)
    return window


def said(desk: Desk, words: str) -> bool:
    return any(words in text for text in desk.messages())


def button(desk: Desk, words: str) -> None:
    """Click the message bar's button of that name."""
    bars = [*desk.window.library.search.messages.bars, *desk.window.outline.messages.bars]
    found = next(each for bar in bars for each in bar.buttons if each.text() == words)
    desk.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_import_review_store_find_take_back(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    before = window.library.search.total
    desk.answers.to_import = [IMPORTS / "03-maru-wrapped/report.txt", IMPORTS / "20-news-no-items/report.txt"]
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL | SHIFT)
    desk.settle()
    review = review_of(desk)
    assert window.isEnabled()  # not modal
    assert "ほか 1 件" in review.windowTitle()
    accepted = sum(draft.ticked for draft in review.drafts)
    assert accepted == 7
    qtbot.keyClick(review.list, Qt.Key.Key_Space)
    review.fields["title"].setText("")
    qtbot.keyClicks(review.fields["title"], "Village buses")
    qtbot.keyClick(review, Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert said(desk, "6 件を取り込みました：")
    assert window.library.search.total == before + 6

    # The next one comes by itself; nothing is in it.
    second = review_of(desk)
    assert second is not review
    assert second.drafts == ()
    second.close()
    desk.settle()
    assert window.imports.window is None

    # The library finds them, with the words of the report, and an outline takes them.
    button(desk, "表示")
    desk.settle()
    assert window.library.search.total == 6
    assert window.library.search.results.hit(0).item.original
    qtbot.keyClick(window.library.search.list, Qt.Key.Key_Return)
    desk.settle()
    assert len(desk.titles()) == 1

    # One step takes the import back; the outline keeps its snapshot.
    assert "Village buses" in window.actions_["take_back"].text()
    desk.do("take_back")
    desk.settle()
    assert said(desk, "取り込みを取り消しました")
    assert not window.actions_["take_back"].isEnabled()
    window.library.search.narrow("source", "")
    desk.settle()
    assert window.library.search.total == before
    assert len(desk.titles()) == 1


def test_import_again_points_out_what_is_there(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    window.import_reports([IMPORTS / "14-kanji-nested/report.txt"])
    desk.settle()
    review_of(desk).do_store()
    desk.settle()
    window.import_reports([IMPORTS / "14-kanji-nested/report.txt"])
    desk.settle()
    review = review_of(desk)
    twins = [at for at, draft in enumerate(review.drafts) if draft.proposal.duplicate_of]
    assert len(twins) >= 5
    assert "登録済み" in review.count.text()
    review._go(twins[0])
    qtbot.mouseClick(review.twin, Qt.MouseButton.LeftButton)
    desk.settle()
    assert window.library.reading
    assert window.library.reader.item is not None
    assert window.library.reader.item.id == review.drafts[twins[0]].proposal.duplicate_of
    review.finished()


def test_a_key_that_is_taken_is_refused_and_the_review_goes_on(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    window.import_reports([IMPORTS / "14-kanji-nested/report.txt"])
    desk.settle()
    review = review_of(desk)
    review.fields["key"].clear()
    qtbot.keyClicks(review.fields["key"], "npi-2024")
    review.do_store()
    desk.settle()
    assert review.isVisible()
    assert review.messages.bars
    assert review.store.isEnabled()
    review.fields["key"].clear()
    qtbot.keyClicks(review.fields["key"], "forest-2022")
    review.do_store()
    desk.settle()
    assert window.imports.window is None
    assert said(desk, "5 件を取り込みました：")


def test_files_that_cannot_be_imported_are_named_and_the_others_go_on(desk: Desk, tmp_path: Path) -> None:
    broken, picture = tmp_path / "壊れた.pdf", tmp_path / "絵.docx"
    broken.write_bytes(b"%PDF-1.7\nnot really")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    gone = tmp_path / "ない.txt"
    desk.window.import_reports([broken, picture, gone, IMPORTS / "02-gensoku-brackets/report.txt"])
    desk.settle()
    for name in ("壊れた.pdf", "絵.docx", "ない.txt"):
        assert said(desk, name)
    assert review_of(desk).reading.file.parent.name == "02-gensoku-brackets"
    assert desk.window.status.works == ()
    review_of(desk).finished()


def test_reading_can_be_cancelled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    window = desk.window
    begun, go_on = threading.Event(), threading.Event()
    propose = window._workspace.propose

    def slow(file: Path, progress: Callable[[float], None]) -> object:
        begun.set()
        assert go_on.wait(20)
        return propose(file, progress)

    monkeypatch.setattr(window._workspace, "propose", slow)
    window.import_reports([IMPORTS / "14-kanji-nested/report.txt"])
    assert begun.wait(20)
    (work,) = window.status.works
    assert work.stop is not None
    work.stop.click()
    go_on.set()
    desk.settle()
    assert window.imports.window is None
    assert window.status.works == ()


def test_closing_the_window_asks_while_a_review_is_touched(desk: Desk) -> None:
    window = desk.window
    window.import_reports([IMPORTS / "14-kanji-nested/report.txt"])
    desk.settle()
    review = review_of(desk)
    review.merge()
    window.close()
    assert window.isVisible()
    assert review.messages.bars
    review.messages.bars[-1].buttons[-1].click()
    desk.settle()
    window.close()
    assert not window.isVisible()
    assert not [each for each in threading.enumerate() if each.name.startswith("briefer-")]


def test_attach_many_media_and_what_nobody_catalogued(desk: Desk, tmp_path: Path, sources: Path) -> None:
    window = desk.window
    copies = [sources / f"{key}.txt" for key in ("npi-2024", "fuji-2017", "jfir-2026")]
    changed = tmp_path / "changed.txt"
    text = (sources / "jiia-2025.txt").read_text(encoding="utf-8")
    assert "べき" in text
    changed.write_text(text.replace("べき", "べし", 40), encoding="utf-8")
    stranger = IMPORTS / "03-maru-wrapped/report.txt"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4")
    window.attach([*copies, changed, stranger, broken])
    desk.settle()
    assert said(desk, "目録の報告書 4 件と一致しました")
    assert said(desk, "刊行時の文言と異なるもの")
    assert said(desk, "目録にない文書 1 件")
    assert said(desk, "broken.pdf")
    button(desk, "詳細…")
    desk.settle()
    dialog = window.findChild(Details)
    assert dialog is not None
    shown = dialog.findChild(QTextBrowser).toPlainText()  # type: ignore[union-attr]
    assert "changed.txt" in shown
    assert "べし" in shown
    assert "npi-2024.txt" in shown
    dialog.close()

    window.library.search.narrow("source", "jiia-2025")
    desk.settle()
    button(desk, "新規文書として取り込む…")
    desk.settle()
    assert review_of(desk).drafts
    review_of(desk).finished()


def drop(desk: Desk, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    library = desk.window.library
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(40, 40), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(library, enter)
    assert enter.isAccepted()
    assert library._drop_sign is not None
    assert library._drop_sign.isVisible()
    event = QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(library, event)
    assert not library._drop_sign.isVisible()


def test_files_dropped_on_the_library(desk: Desk) -> None:
    drop(desk, [IMPORTS / "02-gensoku-brackets/report.txt"])
    desk.settle()
    assert said(desk, "目録にない文書 1 件")
    words = QMimeData()
    words.setText("no file")
    enter = QDragEnterEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(desk.window.library, enter)
    assert not enter.isAccepted()


def test_star_tag_and_note_in_the_reader_and_find_them_again(desk: Desk, qtbot: QtBot) -> None:
    window, search = desk.window, desk.window.library.search
    window.library.read_id("npi-2024/summary/2.4")
    desk.settle()
    reader = window.library.reader
    qtbot.mouseClick(reader.own.star, Qt.MouseButton.LeftButton)
    reader.own.tags.setFocus()
    desk.type(reader.own.tags, "急ぎ、次官")
    reader.own.note.setFocus()
    desk.type(reader.own.note, "海峡の件で使う")
    qtbot.keyClick(reader._text, Qt.Key.Key_Escape)
    desk.settle()
    desk.search("海峡の件で使う")
    assert search.total == 1
    assert search.results.own("npi-2024/summary/2.4") is not None
    desk.search("タグ:急ぎ")
    assert search.total == 1
    desk.search("")
    marks = next(chip for chip in search.filters if chip.field == "is")
    assert marks.isVisible()
    marks.choose("starred")
    desk.settle()
    assert search.total == 1
    # Unstarred from the list, it leaves the list.
    search.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_M, CONTROL | SHIFT)
    desk.settle()
    window.library.search.narrow("is", "")
    desk.settle()
    assert "starred" not in {value for value, _, _ in window.library.search.facets.of("is")}  # type: ignore[union-attr]
    # What the corpus refuses is said, and what is kept shows again.
    window.library.read_id("npi-2024/summary/2.4")
    desk.settle()
    reader.own.tags.setFocus()
    reader.own.tags.setText("長" * 100)
    reader.own.flush()
    reader._text.setFocus()
    desk.settle()
    assert reader.messages.bars
    assert set(reader.own.tags.text().split("、")) == {"急ぎ", "次官"}


def test_links_lead_from_item_to_item_and_back(desk: Desk, qtbot: QtBot) -> None:
    library = desk.window.library
    library.read_id("npi-2024/summary/2.4")
    desk.settle()
    assert "骨子と本文" in library.reader.plain_text()
    library.reader._follow(QUrl("item:npi-2024/paper/II.A.10"))
    desk.settle()
    assert library.reader.item is not None
    assert library.reader.item.id == "npi-2024/paper/II.A.10"
    qtbot.keyClick(library.reader._text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert library.reader.item.id == "npi-2024/summary/2.4"
    qtbot.keyClick(library.reader._text, Qt.Key.Key_Backspace)
    assert not library.reading
    library.read_id("nobody/knows")
    desk.settle()
    assert desk.messages()


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("jfir-2026/16", "州・地方・民間への外交の分散"),
        ("jfir-2026/1", "誤変換の疑い"),
        ("nakabayashi-2025/table-1.1", "表の各欄"),
    ],
)
def test_the_reader_shows_parts_columns_and_doubts(desk: Desk, item: str, words: str) -> None:
    desk.window.library.read_id(item)
    desk.settle()
    assert words in desk.window.library.reader.plain_text()


def test_the_corpus_at_a_glance_backed_up_and_restored(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    window = desk.window
    dialog = window.show_corpus()
    desk.settle()
    assert dialog.info is not None
    assert dialog.table.rowCount() == 5
    assert sum(int(dialog.table.item(row, 1).text()) for row in range(5)) == window.library.search.total
    assert "異常なし" in dialog.facts.text()
    target = desk.answers.to_back_up = tmp_path / "backup.sqlite"
    qtbot.mouseClick(dialog.back_up, Qt.MouseButton.LeftButton)
    desk.settle()
    assert target.stat().st_size > 100_000

    window.library.read_id("npi-2024/summary/2.4")
    desk.settle()
    window.library.reader.own.star.click()
    desk.settle()
    dialog.look()
    desk.settle()
    assert "星 1" in dialog.facts.text()
    desk.answers.to_restore = target
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert "星 1" in dialog.facts.text()  # nothing before it is confirmed
    dialog.messages.bars[-1].buttons[0].click()
    desk.settle()
    assert "星 0" in dialog.facts.text()
    assert window.library.search.total > 200
    wrong = desk.answers.to_restore = tmp_path / "wrong.sqlite"
    shutil.copyfile(IMPORTS / "README.md", wrong)
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    dialog.messages.bars[-1].buttons[0].click()
    desk.settle()
    assert dialog.messages.bars[-1].level == "error"
    dialog.close()


def test_a_plus_between_two_nodes(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    for title in ("一", "二", "三"):
        desk.do("section")
        editor = QApplication.focusWidget()
        assert editor is not None
        desk.type(editor, title)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    tree = window.outline.tree
    second = window.document.outline.children()[1]
    row = tree.visualRect(window.outline.model.index_of(second))
    assert tree.between(row.center()) is None
    assert tree.between(row.topLeft() + QPoint(40, 1)) == (0, 1)
    assert tree.between(row.bottomLeft() + QPoint(40, -1)) == (0, 2)
    qtbot.mouseMove(tree.viewport(), row.bottomLeft() + QPoint(60, -1))
    tree._between = (0, 2)  # the offscreen platform has no pointer to hover with
    asked: list[tuple[int, int]] = []
    tree.between_wanted.connect(lambda parent, index, _: asked.append((parent, index)))
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.plus_rect((0, 2)).center().toPoint())
    assert asked == [(0, 2)]
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    window.outline.add_between(Note(), 0, 2)
    window.outline.add_between(Section(), 0, 0)
    kinds = [window.document.outline.content(node).kind for node in window.document.outline.children()]
    assert kinds == ["section", "section", "section", "note", "section"]
    assert window.document.history.undo_label == "section"


def test_points_are_named_by_region_actor_and_side(desk: Desk, qtbot: QtBot) -> None:
    search = desk.window.library.search
    search.narrow("region", "china-taiwan")
    desk.settle()
    row = next(row for row in range(search.results.rowCount()) if search.results.hit(row).item.side == "japan_response")
    name = str(search.results.index(row).data())
    assert name in ("中国・台湾・ハリス政権：日本への含意と対応", "中国・台湾・トランプ政権：日本への含意と対応")
    search.list.setCurrentIndex(search.results.index(row))
    search.list.setFocus()
    qtbot.keyClick(search.list, Qt.Key.Key_Return)
    desk.settle()
    assert [title for _, title in desk.titles()] == [name]
    paper = desk.window.paper.paper
    assert paper is not None
    assert name in desk.window.paper.sheet.toPlainText()


def test_names_of_points_are_those_of_papers(desk: Desk) -> None:
    from briefer.ui import wording

    for lang in ("ja", "en"):
        labels = desk.window._workspace.paper_labels(lang)  # type: ignore[arg-type]
        assert wording.POINT_HEADING.only(lang) == labels["point_heading"]  # type: ignore[arg-type]
        for side, words in wording.PAPER_SIDES.items():
            assert words.only(lang) == labels[side]  # type: ignore[arg-type]
