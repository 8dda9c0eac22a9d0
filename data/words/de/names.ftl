# Namen aus festen Listen: Messgrößen, Sensorplätze, Seiten.

## Messgrößen

name-cadence = Schrittfrequenz
name-cadence-cv = Schwankung der Schrittfrequenz
name-cadence-cv-overall = Schwankung der Schrittfrequenz über den ganzen Abschnitt
name-cadence-cv-robust = Schwankung der Schrittfrequenz ohne Ausreißer
name-cadence-cv-detrended = Schwankung der Schrittfrequenz ohne Drift
name-cadence-cv-speed-adjusted = Schwankung der Schrittfrequenz bei gleichem Tempo
name-cadence-rmssd = Änderung der Schrittfrequenz von Sekunde zu Sekunde
name-cadence-slope = Drift der Schrittfrequenz
name-cadence-slope-speed-adjusted = Drift der Schrittfrequenz bei gleichem Tempo
name-cadence-in-band = Schrittfrequenz zwischen 170 und 180
name-cadence-in-own-band = Schrittfrequenz innerhalb von 3 % des frischen Werts
name-stride-time-cv = Schwankung der Doppelschrittzeit
name-step-time = Schrittzeit
name-ground-contact-time = Bodenkontaktzeit
name-flight-time = Flugzeit
name-duty-factor = Bodenkontaktanteil
name-vertical-oscillation = Vertikale Bewegung
name-vertical-ratio = Vertikales Verhältnis
name-step-length = Schrittlänge
name-contact-balance-left = Bodenkontakt-Balance
name-contact-asymmetry = Kontakt-Asymmetrie
name-step-time-asymmetry = Schrittzeit-Asymmetrie
name-flight-asymmetry = Flugzeit-Asymmetrie
name-vertical-stiffness = Vertikale Steifigkeit
name-leg-stiffness = Beinsteifigkeit
name-harmonic-ratio = Harmonisches Verhältnis
name-dfa-alpha = DFA-Exponent der Doppelschrittzeit
name-forward-lean-change = Änderung der Vorlage
name-pelvic-drop = Beckenabsenkung
name-pelvic-drop-left = Beckenabsenkung, linkes Standbein
name-pelvic-drop-right = Beckenabsenkung, rechtes Standbein
name-braking-loss = Tempoverlust beim Bremsen
name-shank-inclination = Änderung der Unterschenkelneigung
name-strike-angle = Aufsatzwinkel des Fußes
name-arm-swing-asymmetry = Armschwung-Asymmetrie
name-speed = Tempo
name-heart-rate = Herzfrequenz
name-decoupling = Entkopplung

## Sensorplätze, Seiten

name-left-foot = linker Fuß
name-right-foot = rechter Fuß
name-left-shank = linker Unterschenkel
name-right-shank = rechter Unterschenkel
name-sacrum = Kreuzbein
name-waist = Hüfte
name-chest = Brust
name-left-wrist = linkes Handgelenk
name-right-wrist = rechtes Handgelenk
name-wrist = Handgelenk
name-thigh = Oberschenkel
name-upper-arm = Oberarm
name-head = Kopf
name-unknown = unbekannte Stelle
name-left = links
name-right = rechts
