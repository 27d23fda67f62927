<?xml version="1.0" encoding="utf-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>lab::widgets::StageView</name>
    <message numerus="yes">
        <source>%1 of %n image(s) done</source>
        <translation>
            <numerusform>%1 of %n image done</numerusform>
            <numerusform>%1 of %n images done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message numerus="yes">
        <source>speedup, %n worker(s)</source>
        <translation>
            <numerusform>speedup, %n worker</numerusform>
            <numerusform>speedup, %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>speedup, %n emulated GPU(s)</source>
        <translation>
            <numerusform>speedup, %n emulated GPU</numerusform>
            <numerusform>speedup, %n emulated GPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> on the hardware threads of %n core(s)</source>
        <translation>
            <numerusform> on the hardware threads of %n core</numerusform>
            <numerusform> on the hardware threads of %n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n round(s)</source>
        <translation>
            <numerusform>%n round</numerusform>
            <numerusform>%n rounds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> in %n placement(s)</source>
        <translation>
            <numerusform> in %n placement</numerusform>
            <numerusform> in %n placements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where the time went: faster than %n worker(s) explain</source>
        <translation>
            <numerusform>Where the time went: faster than %n worker explains</numerusform>
            <numerusform>Where the time went: faster than %n workers explain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 finishes %2× as fast with %n worker(s)</source>
        <translation>
            <numerusform>%1 finishes %2× as fast with %n worker</numerusform>
            <numerusform>%1 finishes %2× as fast with %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 takes %2× as long with %n worker(s)</source>
        <translation>
            <numerusform>%1 takes %2× as long with %n worker</numerusform>
            <numerusform>%1 takes %2× as long with %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 makes no clear difference (%2×) with %n worker(s)</source>
        <translation>
            <numerusform>%1 makes no clear difference (%2×) with %n worker</numerusform>
            <numerusform>%1 makes no clear difference (%2×) with %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> on %n core(s)</source>
        <translation>
            <numerusform> on %n core</numerusform>
            <numerusform> on %n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message numerus="yes">
        <source>%n hardware thread(s)</source>
        <translation>
            <numerusform>%n hardware thread</numerusform>
            <numerusform>%n hardware threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s)</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n compute(s)</source>
        <translation>
            <numerusform>%n computes</numerusform>
            <numerusform>%n compute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for storage</source>
        <translation>
            <numerusform>%n waits for storage</numerusform>
            <numerusform>%n wait for storage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a task</source>
        <translation>
            <numerusform>%n without a task</numerusform>
            <numerusform>%n without a task</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Slide</name>
    <message numerus="yes">
        <source>%n worker(s)</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message numerus="yes">
        <source>beyond %n fast core(s): slow ones</source>
        <translation>
            <numerusform>beyond %n fast core: slow ones</numerusform>
            <numerusform>beyond %n fast cores: slow ones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>beyond %n core(s): hardware threads</source>
        <translation>
            <numerusform>beyond %n core: hardware threads</numerusform>
            <numerusform>beyond %n cores: hardware threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>beyond %n hardware thread(s)</source>
        <translation>
            <numerusform>beyond %n hardware thread</numerusform>
            <numerusform>beyond %n hardware threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>beyond %n core(s)</source>
        <translation>
            <numerusform>beyond %n core</numerusform>
            <numerusform>beyond %n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lock(s)</source>
        <translation>
            <numerusform>%n lock</numerusform>
            <numerusform>%n locks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more worker(s)</source>
        <translation>
            <numerusform>… and %n more worker</numerusform>
            <numerusform>… and %n more workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more lock(s)</source>
        <translation>
            <numerusform>… and %n more lock</numerusform>
            <numerusform>… and %n more locks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message numerus="yes">
        <source>%1×  (%2 – %3), %n worker(s), %4</source>
        <translation>
            <numerusform>%1×  (%2 – %3), %n worker, %4</numerusform>
            <numerusform>%1×  (%2 – %3), %n workers, %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lab::app::OwnChooser</name>
    <message numerus="yes">
        <source>%n photo(s) of your own: press Space to run</source>
        <translation>
            <numerusform>%n photo of your own: press Space to run</numerusform>
            <numerusform>%n photos of your own: press Space to run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) can be used; these cannot:</source>
        <translation>
            <numerusform>%n photo can be used; these cannot:</numerusform>
            <numerusform>%n photos can be used; these cannot:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EarlierRuns</name>
    <message numerus="yes">
        <source>earlier here: %1× (%n run(s), %2 – %3)</source>
        <translation>
            <numerusform>earlier here: %1× (%n run, %2 – %3)</numerusform>
            <numerusform>earlier here: %1× (%n runs, %2 – %3)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunReport</name>
    <message numerus="yes">
        <source>Parallel speed that the machine could give to %n worker(s) meanwhile: %1.</source>
        <translation>
            <numerusform>Parallel speed that the machine could give to %n worker meanwhile: %1.</numerusform>
            <numerusform>Parallel speed that the machine could give to %n workers meanwhile: %1.</numerusform>
        </translation>
    </message>
</context>
</TS>
