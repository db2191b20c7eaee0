<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>開く(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>名前を付けて保存(&amp;A)…</translation>
    </message>
    <message>
        <source>A&amp;ttach reports…</source>
        <translation>原文の取り込み(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出し(&amp;E)…</translation>
    </message>
    <message>
        <source>Export a&amp;gain as last time</source>
        <translation>前回と同じ設定で書き出し(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>切り取り(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>複製(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Search the library</source>
        <translation>ライブラリを検索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;All actions…</source>
        <translation>すべての操作(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Add to the outline</source>
        <translation>アウトラインに加える(&amp;A)</translation>
    </message>
    <message>
        <source>Add as &amp;quotation</source>
        <translation>原文の引用として加える(&amp;Q)</translation>
    </message>
    <message>
        <source>Add as &amp;gist</source>
        <translation>要旨として加える(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Read in full</source>
        <translation>全文を読む(&amp;R)</translation>
    </message>
    <message>
        <source>Show the g&amp;ist</source>
        <translation>要旨を載せる(&amp;I)</translation>
    </message>
    <message>
        <source>Show the q&amp;uotation</source>
        <translation>原文を載せる(&amp;U)</translation>
    </message>
    <message>
        <source>Show &amp;both</source>
        <translation>両方を載せる(&amp;B)</translation>
    </message>
    <message>
        <source>New &amp;section</source>
        <translation>新しい節(&amp;S)</translation>
    </message>
    <message>
        <source>New &amp;note</source>
        <translation>新しい所見(&amp;N)</translation>
    </message>
    <message>
        <source>New scenario &amp;matrix</source>
        <translation>新しいシナリオ表(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Edit title</source>
        <translation>見出しを編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Indent</source>
        <translation>字下げ(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Outdent</source>
        <translation>字上げ(&amp;O)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下へ(&amp;D)</translation>
    </message>
    <message>
        <source>Expand a&amp;ll</source>
        <translation>すべて開く(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Collapse all</source>
        <translation>すべて閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Ne&amp;xt finding</source>
        <translation>次の指摘(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>前の指摘(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>ライブラリ(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>アウトライン(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Paper</source>
        <translation>文書(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Scenarios</source>
        <translation>シナリオ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Details of what is selected</source>
        <translation>選択中のものの詳細(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Reset the arrangement</source>
        <translation>配置を元に戻す(&amp;R)</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>システムに合わせる(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>ハイコントラスト(&amp;H)</translation>
    </message>
    <message>
        <source>Language of the s&amp;ystem</source>
        <translation>システムの言語(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>キー操作の一覧(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About briefer</source>
        <translation>briefer について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Item</source>
        <translation>項目(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新規(&amp;N)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近使ったブリーフ(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>La&amp;nguage of the interface</source>
        <translation>表示言語(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Asker</name>
    <message>
        <source>Briefs</source>
        <translation>ブリーフ</translation>
    </message>
    <message>
        <source>Open a brief</source>
        <translation>ブリーフを開く</translation>
    </message>
    <message>
        <source>Save the brief</source>
        <translation>ブリーフを保存</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Attach reports</source>
        <translation>原文の取り込み</translation>
    </message>
    <message>
        <source>Export the paper</source>
        <translation>文書の書き出し</translation>
    </message>
    <message>
        <source>This brief has unsaved changes.</source>
        <translation>このブリーフには保存していない変更があります。</translation>
    </message>
    <message>
        <source>Save them before going on?</source>
        <translation>先に保存しますか。</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>What do you want to do?</source>
        <translation>何をしますか</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>すべての操作</translation>
    </message>
    <message>
        <source>Matching actions</source>
        <translation>該当する操作</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>2026-11-20</source>
        <translation>2026-11-20</translation>
    </message>
    <message>
        <source>Choose from the calendar</source>
        <translation>カレンダーから選ぶ</translation>
    </message>
    <message>
        <source>A date looks like 2026-11-20.</source>
        <translation>日付は 2026-11-20 の形で入力してください。</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Title</source>
        <translation>標題</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>From</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>取扱区分</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>書式</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>本文</translation>
    </message>
    <message>
        <source>The paper shows our own summary</source>
        <translation>文書に当方の要旨を載せます</translation>
    </message>
    <message>
        <source>The paper shows the report&apos;s own words</source>
        <translation>文書に報告書の原文を載せます</translation>
    </message>
    <message>
        <source>The paper shows the summary and the report&apos;s own words</source>
        <translation>文書に要旨と原文の両方を載せます</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Printed on every page; choose one or write your own</source>
        <translation>全ページに印字されます。選ぶか、自由に入力してください</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>The language of the paper</source>
        <translation>文書の言語</translation>
    </message>
    <message>
        <source>A remark printed below</source>
        <translation>項目の下に印字される注記</translation>
    </message>
    <message>
        <source>Write here; each line becomes a paragraph</source>
        <translation>ここに書きます。一行が一段落になります</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Word document (.docx)</source>
        <translation>Word 文書 (.docx)</translation>
    </message>
    <message>
        <source>PDF document (.pdf)</source>
        <translation>PDF 文書 (.pdf)</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Give the file&apos;s full name, ending in .docx or .pdf.</source>
        <translation>.docx か .pdf で終わる完全なファイル名を入力してください。</translation>
    </message>
    <message>
        <source>The file exists and will be replaced.</source>
        <translation>同名のファイルがあり、置き換えられます。</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>Narrow the results</source>
        <translation>結果を絞り込む</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>Views of the library</source>
        <translation>ライブラリの表示</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Library</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>アウトライン</translation>
    </message>
    <message>
        <source>Making the corpus ready</source>
        <translation>データを準備中</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Unsaved work of {time} was kept: {name}</source>
        <translation>{time} の未保存の内容が残っています：{name}</translation>
    </message>
    <message>
        <source>Untitled brief</source>
        <translation>無題のブリーフ</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>No briefs yet</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>The original is not attached yet; the paper shows the gist until it is.</source>
        <translation>原文が未取り込みのため、取り込むまでは要旨が載ります。</translation>
    </message>
    <message>
        <source>Attach reports…</source>
        <translation>原文を取り込む…</translation>
    </message>
    <message>
        <source>No findings.</source>
        <translation>指摘はありません。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Reading reports</source>
        <translation>報告書を読み込み中</translation>
    </message>
    <message>
        <source>{file}: recognised.</source>
        <translation>{file}：対応する報告書です。</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found,</source>
        <translation>
            <numerusform>%n 項目が見つかり、</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verified.</source>
        <translation>
            <numerusform>うち %n 項目は刊行時と一致しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s) from what was published.</source>
        <translation>
            <numerusform>%n 項目は刊行時の文言と異なります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found.</source>
        <translation>
            <numerusform>%n 項目は見つかりませんでした。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) of this brief can take over the originals.</source>
        <translation>
            <numerusform>このブリーフの %n 箇所に原文を反映できます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fill in the originals</source>
        <translation>原文を反映</translation>
    </message>
    <message>
        <source>An export is under way; cancel it or wait.</source>
        <translation>書き出しの途中です。取り消すか、終わるまでお待ちください。</translation>
    </message>
    <message>
        <source>Exporting {file}</source>
        <translation>{file} を書き出し中</translation>
    </message>
    <message>
        <source>{file} is written.</source>
        <translation>{file} を書き出しました。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Export elsewhere…</source>
        <translation>別の場所に書き出す…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>開き直す</translation>
    </message>
    <message>
        <source>Something went wrong in the program itself. It is written down in {file}.</source>
        <translation>プログラムの不具合が起きました。{file} に記録しました。</translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>記録を表示</translation>
    </message>
    <message>
        <source>Marking on every page: {marking}</source>
        <translation>全ページに印字する取扱区分：{marking}</translation>
    </message>
    <message>
        <source>New brief</source>
        <translation>新しいブリーフ</translation>
    </message>
    <message>
        <source>Search all actions…</source>
        <translation>すべての操作を検索…</translation>
    </message>
    <message>
        <source>Search all actions</source>
        <translation>すべての操作を検索</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>About briefer</source>
        <translation>briefer について</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>バージョン {version}</translation>
    </message>
    <message>
        <source>Briefing papers from policy recommendations and scenarios. Works without a network.</source>
        <translation>政策提言とシナリオからブリーフィング資料を作ります。ネットワークには接続しません。</translation>
    </message>
    <message>
        <source>The corpus holds bibliographic facts and summaries of our own; the reports belong to their publishers.</source>
        <translation>収録しているのは書誌情報と当方の要旨です。報告書の権利は発行者にあります。</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>Untitled section</source>
        <translation>無題の節</translation>
    </message>
    <message>
        <source>Empty note</source>
        <translation>空の所見</translation>
    </message>
    <message>
        <source>Empty matrix</source>
        <translation>空のシナリオ表</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
</context>
<context>
    <name>OutlinePanel</name>
    <message>
        <source>Outline</source>
        <translation>アウトライン</translation>
    </message>
    <message>
        <source>Details of the brief: title, date, from, to, marking</source>
        <translation>ブリーフの詳細：標題、日付、作成、宛先、取扱区分</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>節</translation>
    </message>
    <message>
        <source>New section (Ctrl+Shift+1)</source>
        <translation>新しい節 (Ctrl+Shift+1)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>New note (Ctrl+Shift+2)</source>
        <translation>新しい所見 (Ctrl+Shift+2)</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>シナリオ表</translation>
    </message>
    <message>
        <source>New scenario matrix (Ctrl+Shift+3)</source>
        <translation>新しいシナリオ表 (Ctrl+Shift+3)</translation>
    </message>
    <message>
        <source>Nothing here yet. Three ways to begin:</source>
        <translation>まだ何もありません。始め方は三つあります。</translation>
    </message>
    <message>
        <source>1.  Find something in the library and press Enter, or drag it here.</source>
        <translation>１&#x3000;ライブラリで検索し、Enter を押すか、ここへドラッグする。</translation>
    </message>
    <message>
        <source>2.  Make a section with Ctrl+Shift+1 and fill it.</source>
        <translation>２&#x3000;Ctrl+Shift+1 で節を作り、中身を加える。</translation>
    </message>
    <message>
        <source>3.  Open the scenarios and drag cells, rows or columns here.</source>
        <translation>３&#x3000;シナリオを開き、セルや行・列をここへドラッグする。</translation>
    </message>
    <message>
        <source>Untitled brief</source>
        <translation>無題のブリーフ</translation>
    </message>
    <message>
        <source>Details of the brief</source>
        <translation>ブリーフの詳細</translation>
    </message>
    <message>
        <source>No date, from or to yet</source>
        <translation>日付・作成・宛先は未記入です</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>Paper</source>
        <translation>文書</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Back to the results (Esc)</source>
        <translation>検索結果に戻る (Esc)</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>検索結果に戻る</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加える</translation>
    </message>
    <message>
        <source>Add to the outline (Enter)</source>
        <translation>アウトラインに加える (Enter)</translation>
    </message>
    <message>
        <source>Add as quotation</source>
        <translation>原文の引用として加える</translation>
    </message>
    <message>
        <source>Add to the outline as a quotation (Ctrl+Enter)</source>
        <translation>原文の引用としてアウトラインに加える (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>閲覧</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>発行</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>執筆</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>発行日</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>時点</translation>
    </message>
    <message>
        <source>Addressed to</source>
        <translation>提言先</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>頁</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>識別番号</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>出所</translation>
    </message>
    <message>
        <source>Gist (our own words)</source>
        <translation>要旨（当方の文言）</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Not attached: the report itself is not part of this program.</source>
        <translation>未取り込みです。報告書の本文はこのプログラムに含まれていません。</translation>
    </message>
    <message>
        <source>Attach your copy of the report…</source>
        <translation>お手元の報告書を取り込む…</translation>
    </message>
</context>
<context>
    <name>ScenarioPanel</name>
    <message>
        <source>Scenario matrix</source>
        <translation>シナリオ表</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>両側（政策と対応）</translation>
    </message>
    <message>
        <source>Which side of the scenarios is added</source>
        <translation>シナリオのどちら側を加えるか</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>側</translation>
    </message>
    <message>
        <source>No scenario rows yet.</source>
        <translation>シナリオはまだありません。</translation>
    </message>
    <message>
        <source>One table in the paper (Ctrl+Shift+3)</source>
        <translation>文書では一つの表になります (Ctrl+Shift+3)</translation>
    </message>
    <message>
        <source>One heading for each row in the paper</source>
        <translation>文書では行ごとに見出しが付きます</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) chosen. A row or column is chosen by its heading.</source>
        <translation>
            <numerusform>%n セルを選択中。行や列は見出しをクリックして選べます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose cells, rows or columns and drag them into the outline; with nothing chosen, all of it.</source>
        <translation>セル、行、列を選んでアウトラインへドラッグします。何も選ばなければ全体が対象です。</translation>
    </message>
    <message>
        <source>Add as table</source>
        <translation>表として加える</translation>
    </message>
    <message>
        <source>Add all as table</source>
        <translation>全体を表として加える</translation>
    </message>
    <message>
        <source>Add as items</source>
        <translation>項目として加える</translation>
    </message>
    <message>
        <source>Add all as items</source>
        <translation>全体を項目として加える</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The corpus is being made ready…</source>
        <translation>データを準備しています…</translation>
    </message>
    <message>
        <source> or </source>
        <translation> または </translation>
    </message>
    <message>
        <source>without {words}</source>
        <translation>{words} を含まない</translation>
    </message>
    <message>
        <source>with {words}</source>
        <translation>{words} を含む</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>「{text}」</translation>
    </message>
    <message>
        <source>{field}: {text} (unknown)</source>
        <translation>{field}：{text}（該当なし）</translation>
    </message>
    <message>
        <source>Nothing matches “{query}”.</source>
        <translation>「{query}」に一致するものはありません。</translation>
    </message>
    <message>
        <source>Filters are on: choose “All” in them to search everything.</source>
        <translation>絞り込み中です。「すべて」を選ぶと全体から探します。</translation>
    </message>
    <message>
        <source>Words are joined by AND: fewer words find more.</source>
        <translation>語はすべてを含むものを探します。語を減らすと多く見つかります。</translation>
    </message>
    <message>
        <source>One or two characters are enough: 台湾, 核, LNG.</source>
        <translation>一、二文字でも検索できます（台湾、核、LNG）。</translation>
    </message>
    <message>
        <source>A report&apos;s own wording is searched once it is attached (File menu).</source>
        <translation>報告書の本文は、取り込むと検索の対象になります（ファイル メニュー）。</translation>
    </message>
    <message>
        <source>Search: 台湾, taiwan, &quot;phrase&quot;, -without</source>
        <translation>検索：台湾&#x3000;&quot;語句&quot;&#x3000;-除外語</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>ライブラリを検索</translation>
    </message>
    <message>
        <source>Search the library (Ctrl+F)</source>
        <translation>ライブラリを検索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>検索結果</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Saving…</source>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存の変更あり</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>保存済み {time}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>New brief</source>
        <translation>新しいブリーフ</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>指摘 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the next finding (F4)</source>
        <translation>次の指摘を表示 (F4)</translation>
    </message>
    <message>
        <source>{n} characters</source>
        <translation>{n} 字</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} 語</translation>
    </message>
    <message numerus="yes">
        <source>about %n min</source>
        <translation>
            <numerusform>約 %n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>Time to read the paper aloud: 300 characters or 130 words a minute</source>
        <translation>音読の目安：1分に300字（英語は130語）</translation>
    </message>
</context>
<context>
    <name>TitleBar</name>
    <message>
        <source>Float</source>
        <translation>切り離す</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>WordingField</name>
    <message>
        <source>Japanese wording</source>
        <translation>日本語の文言</translation>
    </message>
    <message>
        <source>English wording</source>
        <translation>英語の文言</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Recommendation</source>
        <translation>提言</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>Table row</source>
        <translation>表の行</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>課題</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>節</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Scenario matrix</source>
        <translation>シナリオ表</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>ブリーフ</translation>
    </message>
    <message>
        <source>Gist</source>
        <translation>要旨</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>両方</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>論点</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>側</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Expected policy</source>
        <translation>想定される政策</translation>
    </message>
    <message>
        <source>Meaning for Japan and response</source>
        <translation>日本への含意と対応</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>現行</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>過去</translation>
    </message>
    <message>
        <source>Counterfactual</source>
        <translation>反実仮想</translation>
    </message>
    <message>
        <source>Add %n item(s)</source>
        <translation>%n 項目の追加</translation>
    </message>
    <message>
        <source>New section</source>
        <translation>節の追加</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>所見の追加</translation>
    </message>
    <message>
        <source>New scenario matrix</source>
        <translation>シナリオ表の追加</translation>
    </message>
    <message>
        <source>Move %n node(s)</source>
        <translation>%n 件の移動</translation>
    </message>
    <message>
        <source>Indent %n node(s)</source>
        <translation>%n 件の字下げ</translation>
    </message>
    <message>
        <source>Outdent %n node(s)</source>
        <translation>%n 件の字上げ</translation>
    </message>
    <message>
        <source>Delete %n node(s)</source>
        <translation>%n 件の削除</translation>
    </message>
    <message>
        <source>Cut %n node(s)</source>
        <translation>%n 件の切り取り</translation>
    </message>
    <message>
        <source>Paste %n node(s)</source>
        <translation>%n 件の貼り付け</translation>
    </message>
    <message>
        <source>Duplicate %n node(s)</source>
        <translation>%n 件の複製</translation>
    </message>
    <message>
        <source>Edit title</source>
        <translation>見出しの編集</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>本文の編集</translation>
    </message>
    <message>
        <source>Edit details</source>
        <translation>詳細の編集</translation>
    </message>
    <message>
        <source>Choose what is quoted</source>
        <translation>引用の選択</translation>
    </message>
    <message>
        <source>Fill in the originals</source>
        <translation>原文の反映</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>原文確認済</translation>
    </message>
    <message>
        <source>The quotation is word for word what was published.</source>
        <translation>引用は刊行時の文言と一致しています。</translation>
    </message>
    <message>
        <source>Spacing only</source>
        <translation>空白のみ相違</translation>
    </message>
    <message>
        <source>The quotation differs from the published text only in spacing.</source>
        <translation>引用と刊行時の文言の違いは空白だけです。</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>相違あり</translation>
    </message>
    <message>
        <source>The attached text differs from the published one.</source>
        <translation>取り込んだ本文が刊行時の文言と異なります。</translation>
    </message>
    <message>
        <source>Not attached</source>
        <translation>未取り込み</translation>
    </message>
    <message>
        <source>The original is not attached; the gist stands in its place.</source>
        <translation>原文が未取り込みのため、要旨が代わりに載ります。</translation>
    </message>
    <message>
        <source>Our own summary, not the report&apos;s words.</source>
        <translation>当方の要旨であり、報告書の文言ではありません。</translation>
    </message>
    <message>
        <source>Overtaken by events.</source>
        <translation>既に過去の事項です。</translation>
    </message>
    <message>
        <source>What it assumes did not happen.</source>
        <translation>前提が実現しなかった項目です。</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel: {work}</source>
        <translation>取消：{work}</translation>
    </message>
</context>
</TS>
