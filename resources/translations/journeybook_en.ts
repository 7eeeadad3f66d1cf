<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>ApprenticeDetail</name>
    <message numerus="yes">
        <source>Asked for %n sign-off(s).</source>
        <translation><numerusform>Asked for %n sign-off.</numerusform><numerusform>Asked for %n sign-offs.</numerusform></translation>
    </message>
</context>
<context>
    <name>ApprenticesPage</name>
    <message numerus="yes">
        <source>%n apprentice(s)</source>
        <translation><numerusform>%n apprentice</numerusform><numerusform>%n apprentices</numerusform></translation>
    </message>
</context>
<context>
    <name>FinishSection</name>
    <message numerus="yes">
        <source>%n week(s) after the agreement’s end on {day}</source>
        <translation><numerusform>%n week after the agreement’s end on {day}</numerusform><numerusform>%n weeks after the agreement’s end on {day}</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) before the agreement’s end on {day}</source>
        <translation><numerusform>%n week before the agreement’s end on {day}</numerusform><numerusform>%n weeks before the agreement’s end on {day}</numerusform></translation>
    </message>
</context>
</TS>
