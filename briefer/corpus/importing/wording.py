"""What the words of a report tell about a passage: whether a heading announces recommendations, whether a sentence asks
for something, reports something or only lists names.

Words are evidence, never proof: 第1に and べき alone start no item (import-patterns.md section 6, 9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from briefer.core.items import Lang


class Tone(Enum):
    """What a heading or an introduction announces."""

    ASKS = 1
    SUMS_UP = 2
    SCENARIO = 3
    NEUTRAL = 0
    OTHER = -1


_ASKS = re.compile(
    r"提言|勧告|提案(?!理由)|建議|要望|要請|決議|推奨|七原則|原則$|宣言|政策集|政策一覧|政策の?(?:方向|提案)|必要な(?:政策|対応|施策|取り?組み?)"
    r"|取り?組むべき|なすべき|すべきこと|求める|求めます|対応策|解決策|処方箋|具体策|改革案|アクション・?プラン|行動計画|今後(?:の)?(?:とるべき|取るべき)"
    r"|具体的な?(?:方策|施策|取り?組み?|対策|提案)|講(?:ずべき|じるべき|ずる)|推進方策"
    r"|今後の.{0,12}方向(?:性)?(?:$|について)|今後の(?:対応$|対応の|取り?組み?|施策|対策|方策|進め方|在り方$|あり方$)"
    r"|(?:対応|取り?組み?|施策|改革|見直し|政策|改善)の方向(?:性)?|とるべき|取るべき|訴え(?:$|ます)|アピール$|施策$|政策$|政策的含意|含意$"
    r"|(?i:recommend|proposal|policy (?:options|responses|implications|priorities|asks)|"
    r"what (?:\w+ ){1,4}should|should do$|call to action|calls to action|action plan"
    r"|next steps|(?:the )?way forward|our asks|principles$|what (?:is to|must|needs to) be done|"
    r"agenda for (?:action|reform)|priorit(?:y|ies) for|to-do)"
)
_SUMS_UP = re.compile(
    r"要旨|要約|概要|骨子|要点|ポイント|サマリー|エグゼクティブ|一覧|まとめ$"
    r"|(?i:executive summary|(?:summary|list) of (?:\w+ ){0,3}recommendations|^summary|in brief|abstract|highlights|"
    r"key points|at a glance|overview|key messages)"
)
_SCENARIO = re.compile(r"シナリオ|未来像|(?i:scenario|futures\b|possible paths|three paths|pathways)")
_OTHER = re.compile(
    r"目次|もくじ|^注$|脚注|注記|注釈|^註|参考|文献|資料(?:$|編|集|一覧|[\dⅠ-Ⅻ①-⑳・])|出典|背景|経緯|経過|歩み|現状|認識|分かったこと|わかったこと|明らかになった|結果|調査|分析|方法|手法|問題意識"
    r"|問い|論点|疑問|課題|ビジョン|目指す(?:姿|社会)|将来像|用語|定義|執筆者|著者|筆者|委員|メンバー|参加者|出席者|名簿|議員$|参加団体|賛同|団体(?:一覧|$)|謝辞|お礼|お知らせ|関連|書籍"
    r"|刊行|出版|リンク|問い?合わ?せ|連絡先|送付先|配布先|提案理由|理由$|趣旨|位置付け|位置づけ|はじめに|おわりに|終わりに|あとがき|まえがき|序文|^序章|^序論|^序$|結び|むすび|結語|結論|^終章"
    r"|予定|日程|工程表|ロードマップ|スケジュール|これまで|講じられた|講じた措置|今後の課題|残された|評価$|会合|会議の記録|記録$|体制$|声$|寄せられた|協力者|添付|附属|付録|別添|別紙|加盟|会員|"
    r"事務局|凡例|略語|免責|転載|著作権|^(?:この|本|当)[^、]{0,12}について|(?:私たち|団体|当会|サイト|作成|著者)について|購読|募集"
    r"|(?i:contents|findings?\b|what we (?:found|learnt|learned|heard|did)|what .{1,40} (?:found|"
    r"told us|costs)|questions?\b|background|introduction|method|approach$|scope|about (?:the|this|"
    r"us)|who we are"
    r"|acknowledg|references|bibliograph|sources$|reading|read more|notes?$|endnotes|footnotes|"
    r"appendix|annex|glossary|abbreviation|author|contact|conclusions?\b|limits|limitation|"
    r"evidence|lessons|learnt|learned"
    r"|members?\b|participants?|minutes|status of|previous|earlier|comments|evaluation|preface|"
    r"foreword|problem|context|contributors|disclaimer|copyright|thanks|distribution|visited|"
    r"related|how the|how we|why we|did not agree|in common|signs)"
)
# A heading that names both (現状と提言) asks; one that is about what is asked (提言の背景) does not.
_ABOUT = re.compile(
    r"(?:提言|勧告|提案|要望|決議|原則|アピール|宣言)(?:書|集)?(?:に至る|に向けて|の|をめぐる|にあたり|に当たり|について).{0,12}(?:背景|経緯|経過|趣旨|"
    r"位置付け|位置づけ|目的|ねらい|理由|前提|作成|検討|記録|過程|体制|呼びかけ)"
    r"|(?:前回|過去|これまで|従来|既往|昨年)の?.{0,6}(?:提言|勧告|要望|提案|宣言)|(?:提言|勧告|要望|提案)(?:書)?の(?:実施|進捗|フォロー|扱い)|資料|PDF"
    r"|(?i:status of .*recommendations|(?:previous|earlier|past|prior) recommendations|"
    r"response to .*recommendations|background to|comments on|how .* recommendations)"
)

_MATTER = re.compile(
    r"(?:意見|提言|要望|勧告|提案|請願|決議)(?:書)?(?:等)?の(?:趣旨|内容|本文|事項|具体)$|(?:要望|提言|提案|請願)事項"
)


_EXPLICIT = re.compile(r"提言|勧告|提案|建議|要望|要請|推奨|(?i:recommend|proposal|what .* should|call to action)")


def is_explicit(flat: str) -> bool:
    """Whether a heading says by name that recommendations follow; 政策 alone may be anybody's."""
    return _EXPLICIT.search(flat) is not None


def heading_tone(flat: str) -> Tone:
    """What a heading announces."""
    if CLOSES.fullmatch(flat):
        return Tone.OTHER
    if _MATTER.search(flat):
        return Tone.ASKS
    if _ABOUT.search(flat):
        return Tone.OTHER
    asks = _ASKS.search(flat) is not None
    if asks and _SUMS_UP.search(flat):
        return Tone.SUMS_UP
    if asks:
        return Tone.ASKS
    if _SCENARIO.search(flat):
        return Tone.SCENARIO
    if _SUMS_UP.search(flat):
        return Tone.SUMS_UP
    return Tone.OTHER if _OTHER.search(flat) else Tone.NEUTRAL


CLOSES = re.compile(r"以\s*上")
"""The line that ends what a letter asks for."""

_SECTION_WORD = re.compile(
    r"はじめに|おわりに|序論|序章|結論|結語|むすび|まえがき|あとがき|背景|現状|課題|目的|方法|調査|結果|考察|提言|勧告|提案|要望|政策|シナリオ|ビジョン|概要|要旨|経緯|評価|措置|謝辞|文献|資料|今後"
    r"|(?i:introduction|conclusion|background|findings|recommendation|method|discussion|summary|"
    r"overview|references|limits|context|where matters)"
)


def is_section_word(flat: str) -> bool:
    """Whether a line is made of words that head sections."""
    if len(flat) > (40 if flat.isascii() else 16):
        return False
    # A Japanese title may contain such a word and yet be that of an item: 資料費の安定的な確保.
    found = sum(len(each[0]) for each in _SECTION_WORD.finditer(flat))
    return found > 0 and (flat.isascii() or found * 3 >= len(flat))


_VERB = r"(?:提言|提案|勧告|建議|要望|要請|決議|推奨|採択|宣言|訴え|求め|呼び?かけ|申し入れ|期待)"
_INTRO_ASKS = re.compile(
    rf"(?:次|以下|下記|左記)(?:の|に|を|は).{{0,60}}{_VERB}|{_VERB}.{{0,20}}(?:次|以下|下記)の|(?:次|以下|"
    rf"下記)の.{{0,40}}(?:項目|事項|施策|対策|取り?組み?|政策|方策|措置)"
    r".{0,30}(?:必要|求め|重要|望ま|べき|進め|講じ|実現)|次のことを(?:求め|提案|提言|要望)|ここに(?:決議|提言|訴え|要望|宣言|提案)|(?:提言|提案|勧告|"
    r"要望)(?:は|を)(?:次|以下)|以下の(?:提言|提案|勧告|要望|原則)"
    r"|以下.{0,10}(?:検討|採用|実施|実行)すべき|(?:つ|個|点)の?(?:提言|提案|勧告|要望|原則)を(?:示|行|掲|まとめ|述べ)"
    r"|(?i:(?:we|the \w+|this \w+|i)(?: \w+){0,3} (?:recommends?|proposes?|urges?|calls? (?:on|"
    r"upon|for)|asks?|suggests?)\b.{0,120}:|the following (?:\w+ ){0,3}(?:recommendations|"
    r"proposals|actions|measures|steps|principles)|"
    r"recommendations? (?:are|is) as follows|recommends? the following|recommend that:|should:$|"
    r"must:$|makes? (?:\w+ ){1,2}recommendations|can act now|"
    r"(?:its|their|our|these|key|main|policy) (?:\w+ ){0,2}recommendations?\s*(?::|are|include))"
)
_INTRO_OTHER = re.compile(
    r"(?:次|以下)の.{0,20}(?:分かっ|わかっ|明らか|判明|確認され|示され|問い|疑問|懸念|論点|議論|とおりである|通りである|理由|特徴|傾向|背景|変化|要因)|が(?:分か|わか)って|懸念として"
    r"|(?:次|以下)の.{0,12}(?:議題|構成|順|方法|手順|資料|用語|略語)|引き続き議論|具体的な?例"
    r"|(?i:the following (?:\w+ ){0,3}(?:findings|questions|problems|issues|facts|reasons|trends|"
    r"methods|themes|members|definitions)|we found|found that:|we (?:asked|examined|reviewed|"
    r"visited)|"
    r"(?:reasons|questions|findings|results) (?:are|were) as follows)"
)
DENIES = re.compile(
    r"提言(?:を行う|する|を示す)もの(?:では|で)はない|提言(?:は|を)(?:行わ|含ま|し)ない|是非(?:に|を)(?:立ち入ら|論じ)ない|当否を論じることは目的としない|"
    r"政策(?:的)?(?:な)?提言(?:を|は)(?:目的と|意図)し(?:ない|ていない)"
    r"|(?i:(?:offers?|makes?|contains?|gives?) no (?:policy )?recommendations?|does not (?:make|"
    r"offer|contain) (?:any )?(?:policy )?recommendations?|no policy is proposed|takes? no (?:view|"
    r"position))"
)
DECLARES = re.compile(
    r"提言|勧告|要望(?:書)?|建議|決議|アピール|宣言|政策集|原則|提案|政策一覧|"
    r"(?i:recommendations|proposals|policy brief|"
    r"agenda for|call to action|principles for)"
)
"""Words in the title of a report that is about what it asks for."""


_ARTICLE = re.compile(r"(?m)^第\s*[\d一二三四五六七八九十百]+\s*条(?:の\d+)?[\s(（]|^(?:Article|Section) \d+[. ]")


def is_law(flat: str) -> bool:
    """Whether a text is divided into articles: its lists lay down, they do not recommend."""
    return len(_ARTICLE.findall(flat)) >= 3


def intro_tone(flat: str) -> Tone:
    """What a paragraph right before a list announces."""
    last = flat[-220:]
    if _INTRO_OTHER.search(last) and not re.search(r"(?:提言|提案|勧告|要望)(?:する|します|した)", last[-40:]):
        return Tone.OTHER
    return Tone.ASKS if _INTRO_ASKS.search(last) else Tone.NEUTRAL


# -- sentences

_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[」』）)\"”]*|$)")
_SENTENCE_EN = re.compile(r".+?(?:[.!?][”\"')]*(?=\s+[A-Z“\"(]|\s*$)|$)", re.DOTALL)

_MODAL_JA = re.compile(
    r"べき|(?:て|で)は(?:ならない|なりません)|せよ|しよう|よ[。！!]?$|求め(?:る|ます|られ|たい)|望(?:ま|み|む)"
    r"|(?:ください|下さい|されたい|願いたい|願います|お願い(?:する|します|いたします))$"
    r"|適当(?:である|です|と考え)|妥当である|肝要(?:である|です)|急務(?:である|です)"
    r"|必要(?:が(?:ある|あります)|である|です|だ|不可欠|[。]?$)|"
    r"重要(?:である|です|だ|[。]?$)|不可欠|なければならな|なければなりま|ねばならな"
    r"|(?:ものと|ことと)(?:する|します|し、|す)|ることが?[。！!]?$|こと[。！!]?$|よう(?:に)?[。！!]$|ように$|[をにへ][！!]$|検討(?:する|"
    r"します|し|を)|いただきたい|期待(?:する|します|したい|される)|考えられる[。]?$|たい[。]?$|(?:設け|定め|進め|改め|高め|[つ作]く?|"
    r"[置付書開築])(?:け|れ|よ)[。]?$"
)
_ACTION_JA = re.compile(r"(?:[るすくむぶぐつうぬ]|ます)[。]?$")
_REPORTS_JA = re.compile(
    r"(?:た|だった|ていた|ている|ています|ておりま?す?|ました|ません(?:でした)?|である|であります|であった|です|でした|となっている|ない|なかった|にとどまり?ます?|"
    r"とどまる|あります|ある|います|いる|おります|ありました|という|とみられる|見通し|見込み|達する|達します|超える|占める|できる|できます|なる|なります|なった"
    r"|始まる|終わる|残る|異なる|見られる|思われる|考える|続く|増える|減る)(?:こと)?[。]?$"
)
_ASK_JA = re.compile(r"(?:か|のか|だろうか|でしょうか)[。？?]?$|[？?]$")
_MODAL_EN = re.compile(
    r"\b(?:should|must|ought to|need(?:s)? to|shall|recommend(?:s)?|urge(?:s)?|"
    r"(?:requests?|invites?|encourages?|asks) (?:the|all|that)\b|call(?:s)? (?:on|upon|for)|"
    r"it is (?:essential|vital|important|necessary|time) (?:that|to|for)|has to|have to|"
    r"be required to|let us)\b",
    re.IGNORECASE,
)
_WISH_EN = re.compile(r"\b(?:could|may wish|might|would|will)\b", re.IGNORECASE)
_PAST_EN = re.compile(
    r"\b(?:was|were|had|did|found|showed|told|said|reported|heard|asked|spoke|visited|met|took|"
    r"made|chose|chosen|listed|began|fell|rose|doubled|interviewed|examined|reviewed|supplied|"
    r"agreed|accepts?|welcomes?|opened|conducted|founded|withdrew|written evidence|has (?:been|"
    r"become|moved)|have (?:been|become|moved))\b",
    re.IGNORECASE,
)
# What a committee says before it asks: The Committee is concerned that …
_NOTES_EN = re.compile(
    r"\b(?:is|are|remains?) (?:also |further |deeply |seriously |particularly )?"
    r"(?:concerned|grateful|pleased|disappointed|surprised)\b|\b(?:notes?|regrets?|welcomes?|appreciates?|commends?)\b"
)
_ORDERS = """
    accelerate accept account act adapt address adjust adopt advance agree align allocate allow amend analyse
    analyze appoint apply approve ask assess assign assist avoid ban base be begin block boost bring broaden
    build buy call campaign cap carry champion change charge check clarify clear close collect combine
    commission commit communicate compensate complete conclude conduct connect consider consolidate consult
    continue convene coordinate counter cover create cut decentralise declare deepen defend define delegate
    deliver deploy designate deter develop devote direct disclose discourage discuss diversify do double draft
    draw drop ease educate eliminate embed empower enable enact encourage end enforce engage enhance enlarge
    enlist ensure enter equip establish evaluate examine exchange expand expedite explore expose extend
    facilitate favour fight finalise find finish fit fix focus follow forge form formulate foster free freeze
    fulfil fully fund give grant guarantee halt harmonise harness help hire hold honour identify impose
    implement improve incentivise include incorporate increase inform initiate insist install institute
    institutionalise integrate intensify introduce invest investigate invite involve issue join keep launch lead
    leverage legislate let license lift limit link list look lower maintain make manage map mandate match
    measure meet merge mitigate mobilise mobilize model modernise modernize monitor move name negotiate nurture
    offer open operate oppose order organise organize outline overhaul oversee paint partner pass pause pay
    permit phase pilot place plan plant pledge press prevent prioritise prioritize privilege procure produce
    prohibit promote propose protect provide prove publish pursue push put raise ratify reach reaffirm rebalance
    rebuild recognise recognize recommend reconsider reconvene recover recruit redesign redirect reduce refocus
    reform refrain refuse regulate rehearse reinforce reject release remain remove renew reopen repair repeal
    replace report require rescind reserve resist resolve respect respond restore restrict resume rethink retain
    return reverse review revise revisit revive reward ring-fence safeguard scale schedule secure seek sell send
    separate set share shift shorten show sign simplify solicit speed sponsor spread stabilise standardise start
    state stay step stop streamline strengthen stress structure study submit subsidise suggest supply support
    suspend sustain switch tackle take target tax teach tell terminate test tie tighten track train transfer
    transform translate treat trial turn uncouple undertake unify update upgrade uphold urge use utilise utilize
    verify waive widen withdraw withhold work write
"""
_IMPERATIVES = frozenset(re.findall(r"\S+", _ORDERS))


def sentences(flat: str, language: str) -> list[str]:
    """The sentences of a passage."""
    pattern = _SENTENCE if language == "ja" else _SENTENCE_EN
    return [found for part in flat.split("\n") for match in pattern.finditer(part) if (found := match[0].strip())]


def asking(flat: str, language: str) -> float:
    """How much a passage asks for something: 1 for plain modality, 0.6 for verbs of doing, 0 for a report, −1 for past
    events, names, questions or a citation."""
    parts = sentences(flat, language)
    if not parts:
        return 0.0
    if is_reference(flat):
        return -1.0
    if language == "ja":
        return _asking_ja(parts)
    return _asking_en(flat, parts)


def _asking_ja(parts: Sequence[str]) -> float:
    bare = [re.sub(r"[(（][^()（）]*[)）]$", "", part.rstrip("。．.")).strip() for part in parts]
    if all(_ASK_JA.search(part) for part in bare):
        return -1.0
    reports = sum(bool(_REPORTS_JA.search(part)) for part in bare)
    modal = [part for part in bare if _MODAL_JA.search(part) and not re.search(r"(?:た|ている|ない|なった)こと$", part)]
    if modal:
        return 1.0 if len(modal) * 4 >= len(bare) or len(bare) <= 4 else 0.7
    acts = sum(bool(_ACTION_JA.search(part)) and not _REPORTS_JA.search(part) for part in bare)
    if acts * 2 >= len(bare) and acts:
        return 0.7
    if reports * 2 > len(bare):
        return -0.8
    if acts:
        return 0.4
    # A noun phrase: 担い手の育成
    return 0.15 if len(bare) == 1 and len(bare[0]) <= 45 else 0.0


def _asking_en(flat: str, parts: Sequence[str]) -> float:
    if all(part.rstrip("”\"')").endswith("?") for part in parts):
        return -1.0
    if _MODAL_EN.search(flat):
        modal = sum(bool(_MODAL_EN.search(part)) for part in parts)
        return 1.0 if modal * 4 >= len(parts) or modal >= 2 or len(parts) <= 4 else 0.6
    if any(is_imperative(part) for part in parts[:2]):
        return 0.9
    if _PAST_EN.search(flat) or _NOTES_EN.search(flat):
        return -0.8
    if _WISH_EN.search(flat):
        return 0.1
    return -0.4


def is_imperative(sentence: str) -> bool:
    """Whether an English sentence opens with an order (perhaps after an adverb)."""
    sentence = re.sub(r"^[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[)\].]\s*", "", sentence)  # (a) Adopt …
    words = re.findall(r"[A-Za-z-]+", sentence[:60])
    if not words:
        return False
    first = [word.lower() for word in words[:3]]
    if first[0].endswith("ly") and len(first) > 1:
        first = first[1:]
    if first[0] in ("do", "not", "never", "always", "to") and len(first) > 1:
        return first[1] in _IMPERATIVES or first[1] == "not"
    return first[0] in _IMPERATIVES


_REFERENCE = re.compile(
    r"[（(](?:19|20)\d\d(?:年)?[a-z]?[)）]|(?:19|20)\d\d年[。]?$|『[^』]+』.{0,30}(?:第?\d+[号巻]|\d{4}|書房|出版|"
    r"新書)|「[^」]+」『|\bpp?\.\s?\d|\b(?:Vol|No)\.\s?\d|doi|ISBN|https?://|et al\.|\b(?:Press|Journal|"
    r"Review)\b.{0,30}\d"
    r"|^(?:Written|Oral) evidence|^Q\d+|Ibid|前掲|同上"
)


_REQUEST_EN = re.compile(r"\b(?:recommends?|urges?|should|must|shall)\b")


def is_reference(flat: str) -> bool:
    """Whether a passage cites a publication or a witness."""
    # An English item may name a law and its year; a title of a book does not ask.
    return len(flat) <= 300 and _REFERENCE.search(flat) is not None and not _REQUEST_EN.search(flat)


def language_of(flat: str) -> Lang:
    """``ja`` if there is kana, else ``en``."""
    sample = flat[:200_000]
    kana = len(re.findall("[ぁ-んァ-ヶ]", sample))
    return "ja" if kana * 12 > len(re.findall("[A-Za-z]", sample)) and kana else "en"
