<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>ApprenticeActs</name>
    <message numerus="yes">
        <source>Asked for %n sign-off(s).</source>
        <translation>
            <numerusform>Asked for %n sign-off.</numerusform>
            <numerusform>Asked for %n sign-offs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ApprenticesPage</name>
    <message numerus="yes">
        <source>%n apprentice(s)</source>
        <translation>
            <numerusform>%n apprentice</numerusform>
            <numerusform>%n apprentices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsPage</name>
    <message numerus="yes">
        <source>%n backup(s), the newest from {when}.</source>
        <translation>
            <numerusform>%n backup, from {when}.</numerusform>
            <numerusform>%n backups, the newest from {when}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompetencyTree</name>
    <message numerus="yes">
        <source>%n optional one(s) must be chosen.</source>
        <translation>
            <numerusform>%n optional one must be chosen.</numerusform>
            <numerusform>%n optional ones must be chosen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoursesForm</name>
    <message numerus="yes">
        <source>%n course(s), {hours} h together</source>
        <translation>
            <numerusform>%n course, {hours} h together</numerusform>
            <numerusform>%n courses, {hours} h together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EncryptionPage</name>
    <message numerus="yes">
        <source>%n earlier backup(s) can still be read by anyone; the next backup encrypts them.</source>
        <translation>
            <numerusform>%n earlier backup can still be read by anyone; the next backup encrypts it.</numerusform>
            <numerusform>%n earlier backups can still be read by anyone; the next backup encrypts them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FinishSection</name>
    <message numerus="yes">
        <source>%n week(s) after the agreement’s end on {day}</source>
        <translation>
            <numerusform>%n week after the agreement’s end on {day}</numerusform>
            <numerusform>%n weeks after the agreement’s end on {day}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) before the agreement’s end on {day}</source>
        <translation>
            <numerusform>%n week before the agreement’s end on {day}</numerusform>
            <numerusform>%n weeks before the agreement’s end on {day}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameworkDetail</name>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>draft, %n finding(s) to decide</source>
        <translation>
            <numerusform>draft, %n finding to decide</numerusform>
            <numerusform>draft, %n findings to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adopted, %n agreement(s)</source>
        <translation>
            <numerusform>adopted, %n agreement</numerusform>
            <numerusform>adopted, %n agreements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameworkEditorPage</name>
    <message numerus="yes">
        <source>%n competency(ies)</source>
        <translation>
            <numerusform>%n competency</numerusform>
            <numerusform>%n competencies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameworkFacts</name>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n core competency(ies)</source>
        <translation>
            <numerusform>%n core competency</numerusform>
            <numerusform>%n core competencies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameworkMovePage</name>
    <message numerus="yes">
        <source>%n agreement(s) moved to {framework}.</source>
        <translation>
            <numerusform>%n agreement moved to {framework}.</numerusform>
            <numerusform>%n agreements moved to {framework}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameworkReviewPage</name>
    <message numerus="yes">
        <source>%n finding(s) to decide; then this can be adopted.</source>
        <translation>
            <numerusform>%n finding to decide; then this can be adopted.</numerusform>
            <numerusform>%n findings to decide; then this can be adopted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n to decide</numerusform>
            <numerusform>%n to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job function(s)</source>
        <translation>
            <numerusform>%n job function</numerusform>
            <numerusform>%n job functions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n competency(ies)</source>
        <translation>
            <numerusform>%n competency</numerusform>
            <numerusform>%n competencies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved. %n framework(s) of the document are left.</source>
        <translation>
            <numerusform>Saved. %n framework of the document is left.</numerusform>
            <numerusform>Saved. %n frameworks of the document are left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameworksPage</name>
    <message numerus="yes">
        <source>draft, %n to decide</source>
        <translation>
            <numerusform>draft, %n to decide</numerusform>
            <numerusform>draft, %n to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job function(s)</source>
        <translation>
            <numerusform>%n job function</numerusform>
            <numerusform>%n job functions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepDialog</name>
    <message numerus="yes">
        <source>All %n framework(s) of the document</source>
        <translation>
            <numerusform>The one framework of the document</numerusform>
            <numerusform>All %n frameworks of the document</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MovePreview</name>
    <message numerus="yes">
        <source>%n agreement(s) would move</source>
        <translation>
            <numerusform>%n agreement would move</numerusform>
            <numerusform>%n agreements would move</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message numerus="yes">
        <source>%n record(s) would be as they were.</source>
        <translation>
            <numerusform>%n record would be as it was.</numerusform>
            <numerusform>%n records would be as they were.</numerusform>
        </translation>
    </message>
</context>
</TS>
