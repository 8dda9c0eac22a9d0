# Befunde: Titel und Erklärungen der Regeln in data/breakdowns.toml, nach ihrer id;
# „with“, wenn sich mehr zugleich geändert hat.

rule-gct-rise-under-fatigue-title = Längerer Bodenkontakt spät im Lauf
rule-gct-rise-under-fatigue-text = Deine Füße blieben bei gleichem Tempo länger am Boden. Das ist bei müden Läufern häufig. Eine Wade, die weniger federt, ist ein möglicher Grund; beweisen kann die Aufzeichnung das nicht. Alte Schuhe, Hitze, wenig Energie oder ein zu schneller Beginn wirken genauso, prüfe das zuerst. Langer Kontakt ist an sich nicht schlecht, und kürzer ist kein Ziel.
rule-gct-rise-under-fatigue-with-title = Längerer Bodenkontakt und kürzere Schritte spät im Lauf
rule-gct-rise-under-fatigue-with-text = Bei gleichem Tempo blieben deine Füße länger am Boden und jeder Schritt war kürzer, die Schrittfrequenz blieb etwa gleich. Das sieht nach einem Abdruck aus, der Kraft verliert; welcher Muskel ermüdet, zeigt die Aufzeichnung nicht. Tempo, Essen und Trinken, Hitze und Schuhe kommen zuerst; Krafttraining ist die langsamere, länger haltende Antwort.
rule-stiffness-loss-title = Weichere Feder spät im Lauf
rule-stiffness-loss-text = Als Feder gerechnet gab dein Körper spät im Lauf mehr nach. Die Steifigkeit ist aus Bodenkontakt und Schrittzeit berechnet, nicht gemessen, und zählt darum nicht zusätzlich. Müde Waden und Sehnen sind ein möglicher Grund, ein bewusst weicheres Laufen ein anderer.
rule-oscillation-rise-under-fatigue-title = Mehr Auf und Ab spät im Lauf
rule-oscillation-rise-under-fatigue-text = Du hast dich bei gleichem Tempo mehr auf und ab bewegt. Bei Ermüdung sieht man das vor allem bei weniger erfahrenen Läufern. Ein Bein, das beim Landen mehr nachgibt, und ein Rumpf, der weniger hält, sind mögliche Gründe. Probiere vor jeder Übung etwas schnellere Schritte und den Gedanken, leise zu laufen. Ein rutschender Sensor sieht genauso aus.
rule-oscillation-rise-under-fatigue-with-title = Mehr Auf und Ab auf weicherem Bein spät im Lauf
rule-oscillation-rise-under-fatigue-with-text = Bei gleichem Tempo mehr Auf und Ab, längerer Bodenkontakt und, als Feder gerechnet, ein weicheres Bein: Es gibt bei jeder Landung mehr nach. Beine, die weniger fest abbremsen, sind ein möglicher Grund. Probiere zuerst etwas schnellere, leisere Schritte, dann baue Kraft im langsamen Ablassen auf.
rule-vertical-ratio-rise-title = Mehr Auf und Ab je Meter spät im Lauf
rule-vertical-ratio-rise-text = Du hast dich für jeden Meter mehr auf und ab bewegt. Das Verhältnis ändert sich, wenn das Auf und Ab größer oder der Schritt kürzer wird. Es beschreibt, wie du dich bewegt hast, und sagt nicht, warum.
rule-shuffle-pattern-title = Flachere, schnellere Schritte spät im Lauf
rule-shuffle-pattern-text = Spät im Lauf wurden deine Schritte flacher, schneller und bodennäher. Das ist kein Fehler: Viele sparen so Kraft. Es kann auch heißen, dass die Kraft für die Flugphase nachlässt. Achte zuerst auf Erholung, Energie und Tempo; leichtes Wadentraining ist freiwillig.
rule-step-shortening-under-fatigue-title = Kürzere Schritte spät im Lauf
rule-step-shortening-under-fatigue-text = Bei gleichem Tempo wurden deine Schritte kürzer und dadurch schneller; das ist eine Änderung, zweimal gesehen. Hüften und Waden, die weniger kräftig abdrücken, sind ein möglicher Grund, ein bewusster anderer Rhythmus ein anderer. In einer kleinen Studie hielten Läufer mit Krafttraining ihre Schrittlänge spät in der Einheit besser.
rule-step-shortening-under-fatigue-with-title = Schnellere, kürzere Schritte spät im Lauf
rule-step-shortening-under-fatigue-with-text = Bei gleichem Tempo wurden deine Schritte schneller und kürzer; das ist eine Änderung, zweimal gesehen. Viele machen das spät im Lauf, manche mit Absicht, und es ist an sich kein Fehler. Kommen schwere Beine dazu, können Hüften und Waden der Grund sein.
rule-cadence-drop-with-overreach-title = Langsamere, längere Schritte spät im Lauf
rule-cadence-drop-with-overreach-text = Bei gleichem Tempo waren es weniger und längere Schritte. Der Fuß kann dabei weiter vorn landen, aber das ist nicht gemessen, darum ist es nur ein Hinweis. Probiere zuerst spät im Lauf für ein paar Minuten etwa 5 % schnellere Schritte; Krafttraining unterstützt das.
rule-cadence-drop-with-overreach-with-title = Langsamere, längere Schritte spät im Lauf
rule-cadence-drop-with-overreach-with-text = Bei gleichem Tempo waren es weniger und längere Schritte. Der Anteil am Boden blieb gleich, längerer Kontakt und mehr Auf und Ab kommen also vom langsameren Rhythmus. Der Fuß kann dabei weiter vorn landen, aber das ist nicht gemessen. Probiere zuerst spät im Lauf für ein paar Minuten etwa 5 % schnellere Schritte; Krafttraining unterstützt das.
rule-cadence-instability-title = Unruhigere Schrittfrequenz spät im Lauf
rule-cadence-instability-text = Deine Schrittfrequenz schwankte mehr als am Anfang. Müdigkeit ist ein möglicher Grund, Kurven, unebener Boden, andere Leute und Antritte sind andere. Vergleiche mit einer flachen, ruhigen Strecke, bevor du viel hineinliest.
rule-stride-timing-instability-title = Ungleichmäßigere Doppelschritte spät im Lauf
rule-stride-timing-instability-text = Die Zeit der Doppelschritte schwankte mehr als am Anfang. In Studien bleibt das bei Ermüdung oft gleich; sieh dir erst Gelände und Tempo an.
rule-balance-shift-under-fatigue-title = Links und rechts gehen spät im Lauf auseinander
rule-balance-shift-under-fatigue-text = Die Füße teilten sich den Bodenkontakt im Lauf immer ungleicher. Längerer Kontakt verrät nicht, welches Bein schwächer ist: Vergleiche einbeiniges Wadenheben und Hüpfen links und rechts und beginne mit der Seite, die weniger schafft. Eine schräge Straße, Kurven in eine Richtung oder ein verrutschter Sensor wirken genauso. In einer Gruppe von 836 Freizeitläufern (Malisoux 2024) war Ungleichheit allein nicht mit mehr Verletzungen verbunden.
rule-constant-asymmetry-title = Links und rechts von Anfang an verschieden
rule-constant-asymmetry-text = Ein Fuß blieb durchgehend deutlich länger am Boden, das hat also nichts mit Ermüdung zu tun. Welches Bein schwächer ist, lässt sich daraus nicht lesen: Teste beide mit einbeinigem Wadenheben und Hüpfen. Eine alte Verletzung, Beinlänge, Schuhe, eine schräge Straße oder ein verrutschter Sensor sind andere Gründe. Ist der Unterschied neu oder tut es weh, lass es ansehen, statt dagegen zu trainieren. In einer Gruppe von 836 Freizeitläufern (Malisoux 2024) war Ungleichheit allein nicht mit mehr Verletzungen verbunden.
rule-slight-asymmetry-title = Kleiner Unterschied links und rechts von Anfang an
rule-slight-asymmetry-text = Ein Unterschied dieser Größe ist häufig und nahe an dem, was der Sensor unterscheiden kann. Er verlangt nichts Besonderes; die einbeinigen Übungen einer normalen Einheit genügen.
rule-hip-drop-title = Hüfte sinkt ab
rule-hip-drop-text = Die freie Seite des Beckens sinkt weiter ab, während ein Bein trägt. Müde seitliche Hüftmuskeln sind der übliche Verdacht. 5-10 % schnellere Schritte änderten das in einer kleinen Studie sicherer als Übungen; Krafttraining unterstützt.
rule-lost-upright-posture-title = Aufrechte Haltung verloren
rule-lost-upright-posture-text = Der Oberkörper neigte sich im Lauf weiter nach vorn. Müde Rumpf- und Hüftmuskeln sind ein möglicher Grund. Sich bei jedem Kilometer an aufrechtes Laufen zu erinnern, kostet nichts; vergleiche mit deiner eigenen frischen Haltung.
rule-overstriding-measured-title = Fuß landet weiter vor dem Körper
rule-overstriding-measured-text = Der Fuß trifft weiter vor dem Körper auf oder bremst mehr. Langsamere, längere Schritte können das bewirken, ein verrutschter Sensor auch. Technik kommt zuerst: Etwa 5 % schnellere Schritte bringen den Fuß meist näher heran. Krafttraining unterstützt die Umstellung.
rule-arm-swing-asymmetry-title = Ungleicher Armschwung
rule-arm-swing-asymmetry-text = Ein Arm schwingt mehr als der andere. Flasche, Telefon oder Leine in einer Hand erklären vieles. Ob das wichtig ist, weiß man nicht; Krafttraining kann die Kontrolle der Rumpfdrehung bieten.
rule-step-time-asymmetry-title = Ungleiche Schrittzeit
rule-step-time-asymmetry-text = Linke und rechte Schritte dauerten verschieden lang. Welches Bein schwächer ist, sagt das nicht: Vergleiche einbeiniges Wadenheben und Hüpfen und beginne mit der Seite, die weniger schafft.
rule-short-rear-stride-title = Schritt hinter dem Körper verkürzt
rule-short-rear-stride-text = Das Bein verlässt den Boden, bevor die Hüfte ganz geöffnet ist. Wenig Beweglichkeit der Hüfte, müde Gesäß- und hintere Oberschenkelmuskeln oder ein ziehender Hüftbeuger sind mögliche Gründe.
rule-too-upright-at-contact-title = Hüfte und Knie beim Aufsetzen fast gestreckt
rule-too-upright-at-contact-text = Mit fast gestreckter Hüfte und gestrecktem Knie bleibt wenig Weg zum Abdrücken. Beinen und Rücken fehlt vielleicht die Kraft für eine leicht gebeugte Haltung.
rule-trunk-sway-title = Oberkörper schwankt oder verdreht sich
rule-trunk-sway-text = Der Oberkörper bewegt sich mehr zur Seite oder verdreht sich mehr als vorher. Die Übungen trainieren Rumpfmuskeln, die dem Verdrehen widerstehen.
rule-knee-tracking-title = Knie weicht aus der Linie
rule-knee-tracking-text = Das Knie verlässt die Linie zwischen Hüfte und Fuß, während das Bein trägt. Hüftmuskeln, die spät anspringen oder ermüden, sind ein möglicher Grund.
rule-crossover-or-veering-title = Füße kreuzen die Mittellinie oder der Lauf schlingert
rule-crossover-or-veering-text = Die Füße kreuzen oder die Linie wandert. Zu trainieren ist sicheres Stehen und Bewegen auf einem Bein.
rule-single-leg-wobble-title = Unsicher auf einem Bein
rule-single-leg-wobble-text = Das Gleichgewicht auf einem Bein ist unsicher. Es bessert sich durch Üben auf jeder Stufe; beginne mit einfachem Stehen und steigere.
rule-foot-rolls-in-title = Fuß knickt weiter nach innen
rule-foot-rolls-in-text = Der Fuß ist beim Aufsetzen weniger kontrolliert. Füße sind verschieden, Einrollen an sich ist kein Fehler; Kraft in Wade, Schienbein und Fuß unterstützt. Bei Schmerzen die Füße ansehen lassen.
rule-weak-toe-off-title = Schwacher Abdruck
rule-weak-toe-off-text = Der letzte Abdruck aus dem Fußgelenk ist schwach oder spät. Wadenkraft kommt zuerst, schnelles Federn später.
rule-late-fade-title = Beine geben spät oder bergab nach
rule-late-fade-text = Spät in langen oder hügeligen Läufen bremsen und drücken die Beine nicht mehr wie vorher. Langsames Ablassen und längere Sätze bauen auf, was das braucht; Tempo und Energie kommen zuerst.
rule-limited-range-title = Eingeschränkte Beweglichkeit
rule-limited-range-text = Ein Gelenk bewegt sich weniger weit, als das Laufen braucht. Sanfte Beweglichkeitsübungen und Kraft über den ganzen Weg erweitern, was du kontrollierst.
rule-late-activation-title = Muskeln springen spät an
rule-late-activation-text = Muskeln, die spät aufwachen, überlassen anderen ihre Arbeit. Ein paar leichte, federnde Bewegungen vor dem Laufen üben das Muster; das ist keine Krafteinheit.

## Sätze zu jedem Plan

strength-evidence = Krafttraining wird empfohlen, weil es die Laufökonomie und das Durchhalten bei Ermüdung verbessert; dass es das gemessene Muster direkt korrigiert, ist nicht belegt. Weniger Verletzungen lassen sich nicht versprechen. Die Studien mit Nutzen trainierten zweimal pro Woche, zehn Wochen oder länger; in Wettkampfwochen genügt einmal. Halte schweres Krafttraining sechs Stunden oder mehr von harten oder langen Läufen entfernt.
strength-safety = Das ist allgemeine Trainingsinformation, kein ärztlicher Rat. Hör auf und lass dich untersuchen bei Schmerz über 3 von 10, bei Schmerz, der im Lauf oder am nächsten Tag zunimmt, bei Hinken, Schwellung, Nachtschmerz, Druckschmerz an einer Stelle eines Knochens, Taubheit, oder nach frischer Verletzung oder Operation; lass bis dahin alle Sprünge weg. Ein Links-rechts-Unterschied, der neu und groß ist, oder eine Hüfte, die neu und mit Schmerz absinkt, ist ein Grund aufzuhören, nicht zu trainieren. Hol dir fachlichen Rat, bevor du beginnst, wenn du schwanger bist oder kürzlich entbunden hast, Herzkrankheit, unkontrollierten Bluthochdruck, Osteoporose oder frühere Ermüdungsbrüche, eine Nerven- oder Gleichgewichtsstörung hast oder unter 18 bist. Bei Bluthochdruck keine schweren Haltübungen und nicht die Luft anhalten. Keine Sprünge bei Schmerzen an Achilles- oder Kniescheibensehne, bis Belastung vertragen wird. Nach einer Verletzung gilt der Plan deiner Ärztin oder deines Therapeuten. Beende einen Satz, wenn die Ausführung nachlässt; trainiere nie bis zum Versagen.

## Regeln der Woche

strength-week-frequency = Zwei Einheiten pro Woche; eine dritte erst nach zwei regelmäßigen Wochen und guter Erholung; eine in der Wettkampfwoche.
strength-week-days-apart = Zwischen zwei Einheiten liegt mindestens ein Tag.
strength-week-alternate = Schwerere und leichtere Einheiten wechseln sich ab.
strength-week-before-key-run = Nie am Tag vor einem harten oder langen Lauf, damit du frisch startest.
strength-week-hours-apart = Am Tag eines harten Laufs mindestens sechs, besser acht Stunden danach; vor einem lockeren Lauf mindestens sechs Stunden, danach jederzeit.
strength-week-around-race = Zwei Tage vor und zwei Tage nach einem Wettkampf kein Krafttraining.
strength-week-key-day = Nicht am Tag eines langen Laufs oder Wettkampfs.
