<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Attachments</name>
    <message numerus="yes">
        <source>%n file(s) could not be read.</source>
        <translation>
            <numerusform>%n file could not be read.</numerusform>
            <numerusform>%n files could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) recognised.</source>
        <translation>
            <numerusform>%n report recognised.</numerusform>
            <numerusform>%n reports recognised.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found,</source>
        <translation>
            <numerusform>%n item found,</numerusform>
            <numerusform>%n items found,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verified.</source>
        <translation>
            <numerusform>%n verified.</numerusform>
            <numerusform>%n verified.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s) from what was published.</source>
        <translation>
            <numerusform>%n differs from what was published.</numerusform>
            <numerusform>%n differ from what was published.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found.</source>
        <translation>
            <numerusform>%n not found.</numerusform>
            <numerusform>%n not found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are no catalogued report:</source>
        <translation>
            <numerusform>%n file is no catalogued report:</numerusform>
            <numerusform>%n files are no catalogued reports:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message numerus="yes">
        <source>%n item(s) stored:</source>
        <translation>
            <numerusform>%n item stored:</numerusform>
            <numerusform>%n items stored:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n node(s) of this brief can take over the originals.</source>
        <translation>
            <numerusform>%n node of this brief can take over the originals.</numerusform>
            <numerusform>%n nodes of this brief can take over the originals.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewWindow</name>
    <message numerus="yes">
        <source>Store %n item(s)</source>
        <translation>
            <numerusform>Store %n item</numerusform>
            <numerusform>Store %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>(%n more waiting)</numerusform>
            <numerusform>(%n more waiting)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n part</numerusform>
            <numerusform>%n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>%n proposal</numerusform>
            <numerusform>%n proposals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n accepted</source>
        <translation>
            <numerusform>%n accepted</numerusform>
            <numerusform>%n accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already in the corpus</source>
        <translation>
            <numerusform>%n already in the corpus</numerusform>
            <numerusform>%n already in the corpus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScenarioPanel</name>
    <message numerus="yes">
        <source>%n cell(s) chosen. A row or column is chosen by its heading.</source>
        <translation>
            <numerusform>%n cell chosen. A row or column is chosen by its heading.</numerusform>
            <numerusform>%n cells chosen. A row or column is chosen by its heading.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min</source>
        <translation>
            <numerusform>about %n min</numerusform>
            <numerusform>about %n min</numerusform>
        </translation>
    </message>
</context>
</TS>
