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
        <source>adopted, %n agreement(s)</source>
        <translation>
            <numerusform>adopted, %n agreement</numerusform>
            <numerusform>adopted, %n agreements</numerusform>
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
    <name>FrameworksPage</name>
    <message numerus="yes">
        <source>%n job function(s)</source>
        <translation>
            <numerusform>%n job function</numerusform>
            <numerusform>%n job functions</numerusform>
        </translation>
    </message>
</context>
</TS>
