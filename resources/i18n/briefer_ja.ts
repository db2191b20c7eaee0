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
        <source>&amp;Import reports…</source>
        <translation>報告書の新規取り込み(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Corpus…</source>
        <translation>原典データ(&amp;C)…</translation>
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
        <source>Ta&amp;ke back the last import</source>
        <translation>直前の新規取り込みを取り消す(&amp;K)</translation>
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
        <source>Star or &amp;unstar</source>
        <translation>星を付ける・外す(&amp;U)</translation>
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
        <source>Import reports</source>
        <translation>新規文書の取り込み</translation>
    </message>
    <message>
        <source>Backups of the corpus</source>
        <translation>原典データのバックアップ</translation>
    </message>
    <message>
        <source>Back up the corpus</source>
        <translation>原典データのバックアップ</translation>
    </message>
    <message>
        <source>Restore the corpus</source>
        <translation>原典データの復元</translation>
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
    <name>Attachments</name>
    <message>
        <source>Reading was cancelled.</source>
        <translation>読み込みを中止しました。</translation>
    </message>
    <message>
        <source>Reading reports</source>
        <translation>報告書を読み込み中</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read.</source>
        <translation>
            <numerusform>%n 件のファイルを読み込めませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>{file}: recognised.</source>
        <translation>{file}：目録の報告書と一致しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) recognised.</source>
        <translation>
            <numerusform>目録の報告書 %n 件と一致しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found,</source>
        <translation>
            <numerusform>項目 %n 件、</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verified.</source>
        <translation>
            <numerusform>原文確認済 %n 件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s) from what was published.</source>
        <translation>
            <numerusform>刊行時の文言と異なるもの %n 件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found.</source>
        <translation>
            <numerusform>見つからないもの %n 件。</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are no catalogued report:</source>
        <translation>
            <numerusform>目録にない文書 %n 件：</numerusform>
        </translation>
    </message>
    <message>
        <source>Import as new…</source>
        <translation>新規文書として取り込む…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>詳細…</translation>
    </message>
    <message>
        <source>What was attached</source>
        <translation>原文の取り込み結果</translation>
    </message>
    <message>
        <source>found: {n}</source>
        <translation>見つかった項目 {n}</translation>
    </message>
    <message>
        <source>verified: {n}</source>
        <translation>確認済 {n}</translation>
    </message>
    <message>
        <source>different: {n}</source>
        <translation>相違 {n}</translation>
    </message>
    <message>
        <source>missing: {n}</source>
        <translation>欠落 {n}</translation>
    </message>
    <message>
        <source>The printed title differs.</source>
        <translation>見出しが異なります。</translation>
    </message>
    <message>
        <source>[words missing]</source>
        <translation>［文言の欠落］</translation>
    </message>
    <message>
        <source>Not found:</source>
        <translation>見つからない項目：</translation>
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
    <name>CorpusDialog</name>
    <message>
        <source>{file} is written.</source>
        <translation>{file} を書き出しました。</translation>
    </message>
    <message>
        <source>The whole corpus becomes what it was in {file}: imports, stars, tags and notes since then are not in it. The present corpus is kept beside it.</source>
        <translation>原典データ全体が {file} の時点に戻ります。その後の取り込み・星・タグ・メモは含まれません。現在のデータは別名で残します。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The corpus is restored.</source>
        <translation>原典データを復元しました。</translation>
    </message>
    <message>
        <source>The one before is kept as {file}.</source>
        <translation>復元前のデータは {file} として残してあります。</translation>
    </message>
    <message>
        <source>The corpus is being checked…</source>
        <translation>原典データを点検しています…</translation>
    </message>
    <message>
        <source>Sound: every original and copy is what its fingerprint says.</source>
        <translation>異常なし：原文も写しも、すべて指紋と一致しています。</translation>
    </message>
    <message>
        <source>Damaged: {why}</source>
        <translation>異常あり：{why}</translation>
    </message>
    <message>
        <source>Stars: {stars}  ·  tags: {tags}  ·  notes: {notes}</source>
        <translation>星 {stars}  ·  タグ {tags}  ·  メモ {notes}</translation>
    </message>
    <message>
        <source>schema {n}</source>
        <translation>形式 {n}</translation>
    </message>
    <message>
        <source>catalogue {name}</source>
        <translation>目録 {name}</translation>
    </message>
    <message>
        <source>as of {date}</source>
        <translation>{date} 現在</translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation>原典データ</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>確認済</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>相違</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>取り込んだファイル</translation>
    </message>
    <message>
        <source>Reports in the corpus</source>
        <translation>原典データにある報告書</translation>
    </message>
    <message>
        <source>Attach reports…</source>
        <translation>原文を取り込む…</translation>
    </message>
    <message>
        <source>Import reports…</source>
        <translation>新規文書を取り込む…</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>バックアップ…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>復元…</translation>
    </message>
    <message>
        <source>Automatic backups</source>
        <translation>自動バックアップ</translation>
    </message>
    <message>
        <source>Restore this one</source>
        <translation>これを復元</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
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
        <source>Web page (.html)</source>
        <translation>ウェブページ（.html）</translation>
    </message>
    <message>
        <source>Markdown (.md)</source>
        <translation>マークダウン（.md）</translation>
    </message>
    <message>
        <source>Table of the items (.csv)</source>
        <translation>項目の表（.csv）</translation>
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
        <source>Give the file&apos;s full name, ending in {endings}.</source>
        <translation>{endings} のどれかで終わる完全なファイル名を入力してください。</translation>
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
    <name>Help</name>
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
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>New brief</source>
        <translation>新規ブリーフ</translation>
    </message>
    <message>
        <source>About briefer</source>
        <translation>briefer について</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>Reading {file}</source>
        <translation>{file} を読み込み中</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) stored:</source>
        <translation>
            <numerusform>%n 件を取り込みました：</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>The import is taken back:</source>
        <translation>取り込みを取り消しました：</translation>
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
    <message>
        <source>Drop reports here:
catalogued ones are attached, others can be imported</source>
        <translation>ここに報告書を落としてください
目録にあるものは原文として、ほかは新規文書として取り込みます</translation>
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
    <name>OwnPanel</name>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Your words for it, with commas between them</source>
        <translation>自分の言葉で。「、」で区切ります</translation>
    </message>
    <message>
        <source>Your note; it is searched too and stays with you</source>
        <translation>自分用のメモ。検索の対象になります</translation>
    </message>
    <message>
        <source>Take the star away (Ctrl+Shift+M)</source>
        <translation>星を外す (Ctrl+Shift+M)</translation>
    </message>
    <message>
        <source>Star it (Ctrl+Shift+M)</source>
        <translation>星を付ける (Ctrl+Shift+M)</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星</translation>
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
    <name>Proposals</name>
    <message>
        <source>accepted</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手作業</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Back (Alt+Left); to the results with Esc</source>
        <translation>戻る (Alt+←)。Esc で検索結果へ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
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
        <source>Topics</source>
        <translation>論点</translation>
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
    <message>
        <source>Columns</source>
        <translation>表の各欄</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>内訳</translation>
    </message>
    <message>
        <source>Belongs with</source>
        <translation>関連する項目</translation>
    </message>
    <message>
        <source>text</source>
        <translation>本文</translation>
    </message>
    <message>
        <source>title</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>authors</source>
        <translation>執筆者</translation>
    </message>
    <message>
        <source>Perhaps mis-converted (kept as printed)</source>
        <translation>誤変換の疑い（刊行時のまま）</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>「{text}」</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Make an item</source>
        <translation>項目にする</translation>
    </message>
    <message>
        <source>Set extent</source>
        <translation>範囲を決める</translation>
    </message>
    <message>
        <source>Split here</source>
        <translation>ここで分割</translation>
    </message>
    <message>
        <source>Table rows</source>
        <translation>表の行</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Merge with next</source>
        <translation>次と結合</translation>
    </message>
    <message>
        <source>Other level</source>
        <translation>別の階層</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation>次の候補</translation>
    </message>
    <message>
        <source>Previous proposal</source>
        <translation>前の候補</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>すべて採用</translation>
    </message>
    <message>
        <source>Accept none</source>
        <translation>すべて外す</translation>
    </message>
    <message>
        <source>The selected text becomes an item</source>
        <translation>選んだ本文を一つの項目にします</translation>
    </message>
    <message>
        <source>The chosen item reaches over the selected text, no further</source>
        <translation>選んだ項目の範囲を、選択した本文に合わせます</translation>
    </message>
    <message>
        <source>Two items of one, parted at the cursor in the text</source>
        <translation>本文のカーソル位置で二つの項目に分けます</translation>
    </message>
    <message>
        <source>What the rows of the table at the cursor are</source>
        <translation>カーソルのある表の行を何として扱うか</translation>
    </message>
    <message>
        <source>Whether the item is stored</source>
        <translation>この項目を取り込むかどうか</translation>
    </message>
    <message>
        <source>One item of this one and the next</source>
        <translation>次の項目と一つにまとめます</translation>
    </message>
    <message>
        <source>Read this place at the other level: its parts as items, or as one</source>
        <translation>この箇所を別の階層で読みます（内訳を項目に、または全体を一項目に）</translation>
    </message>
    <message>
        <source>Accept or reject</source>
        <translation>採否</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>結合</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Details of the report</source>
        <translation>報告書の情報</translation>
    </message>
    <message>
        <source>Rows are &amp;recommendations</source>
        <translation>行は提言(&amp;R)</translation>
    </message>
    <message>
        <source>Rows are &amp;scenarios</source>
        <translation>行はシナリオ(&amp;S)</translation>
    </message>
    <message>
        <source>Rows are &amp;table rows</source>
        <translation>行は表の行(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Neither</source>
        <translation>どれでもない(&amp;N)</translation>
    </message>
</context>
<context>
    <name>ReviewWindow</name>
    <message>
        <source>There is no next item to merge with.</source>
        <translation>結合できる次の項目がありません。</translation>
    </message>
    <message>
        <source>Put the cursor into the text of an item, where the second one begins.</source>
        <translation>項目の本文の中で、二つ目が始まる位置にカーソルを置いてください。</translation>
    </message>
    <message>
        <source>Select the words of the item in the text first.</source>
        <translation>先に、項目にしたい文を本文で選んでください。</translation>
    </message>
    <message>
        <source>Choose an item, then select in the text how far it reaches.</source>
        <translation>項目を選び、その範囲を本文で選択してください。</translation>
    </message>
    <message>
        <source>There is no other level here.</source>
        <translation>ここには別の階層の読み方がありません。</translation>
    </message>
    <message>
        <source>Put the cursor into a table of the text first.</source>
        <translation>先に、本文の表の中にカーソルを置いてください。</translation>
    </message>
    <message numerus="yes">
        <source>Store %n item(s)</source>
        <translation>
            <numerusform>%n 件を取り込む</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard the review</source>
        <translation>確認結果を破棄</translation>
    </message>
    <message>
        <source>Nothing of this report is stored yet.</source>
        <translation>この報告書はまだ取り込まれていません。</translation>
    </message>
    <message>
        <source>Import review: {file}</source>
        <translation>取り込みの確認：{file}</translation>
    </message>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>（ほか %n 件が待機中）</numerusform>
        </translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>執筆者</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>略号</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>2024 or 2024-10-21</source>
        <translation>2024 または 2024-10-21</translation>
    </message>
    <message>
        <source>Names with commas between them</source>
        <translation>氏名を「、」で区切ります</translation>
    </message>
    <message>
        <source>Short name of the report in identifiers and searches: think-tank-2024</source>
        <translation>識別子や検索に使う報告書の略号（例：think-tank-2024）</translation>
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
        <source>Text of the report</source>
        <translation>報告書の本文</translation>
    </message>
    <message>
        <source>Proposed items</source>
        <translation>項目の候補</translation>
    </message>
    <message>
        <source>Show the same item in the library</source>
        <translation>同じ項目をライブラリで見る</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Space accept · M merge · S split · L level · N new item · F4 next · Ctrl+Enter store</source>
        <translation>Space 採否・M 結合・S 分割・L 階層・N 項目にする・F4 次へ・Ctrl+Enter 取り込む</translation>
    </message>
    <message>
        <source>No recommendation or scenario was recognised in this report.</source>
        <translation>この報告書には、提言やシナリオが見つかりませんでした。</translation>
    </message>
    <message>
        <source>If it has some, mark them by hand: select the words of one in the text and press N.</source>
        <translation>あるはずの場合は、手作業で拾えます。本文で一つ分の文を選び、N を押してください。</translation>
    </message>
    <message>
        <source>For a table, put the cursor into it and press T: its rows become items at once.</source>
        <translation>表の場合は、表の中にカーソルを置いて T を押すと、行がまとめて項目になります。</translation>
    </message>
    <message>
        <source>The text stands alone</source>
        <translation>本文のみ</translation>
    </message>
    <message>
        <source>p. {page}</source>
        <translation>{page} 頁</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>内訳 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>候補 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n accepted</source>
        <translation>
            <numerusform>採用 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already in the corpus</source>
        <translation>
            <numerusform>登録済みと同じもの %n 件</numerusform>
        </translation>
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
    <message>
        <source>Narrow</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Show or hide what the results can be narrowed by</source>
        <translation>絞り込みの条件を開く・たたむ</translation>
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
        <source>Year</source>
        <translation>年</translation>
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
        <source>Mark</source>
        <translation>印</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>星付き</translation>
    </message>
    <message>
        <source>With a tag</source>
        <translation>タグ付き</translation>
    </message>
    <message>
        <source>With a note</source>
        <translation>メモ付き</translation>
    </message>
    <message>
        <source>Outline and full text</source>
        <translation>骨子と本文</translation>
    </message>
    <message>
        <source>Develops</source>
        <translation>発展</translation>
    </message>
    <message>
        <source>Same theme</source>
        <translation>同じ主題</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>応答</translation>
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
        <source>You have starred it.</source>
        <translation>星を付けてあります。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>It carries your tags.</source>
        <translation>タグを付けてあります。</translation>
    </message>
    <message>
        <source>You have written a note.</source>
        <translation>メモがあります。</translation>
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
        <source>From your copy</source>
        <translation>手元の文書</translation>
    </message>
    <message>
        <source>The quotation is word for word what your own copy of the report says.</source>
        <translation>引用は、取り込んだ文書の文言と一字一句同じです。</translation>
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
