# Was der Kern über Messgrößen, Befunde, Aufzeichnungen und Reihen von Läufen sagt.

## Woher Werte kommen

measured = { $from-list }
derived = { $formula-name } ({ $from-list })

name-step-time-less-contact = Schrittzeit ohne Bodenkontakt
name-contact-over-stride = Bodenkontakt je Doppelschritt
name-spring-mass = Feder-Masse-Modell (Morin 2005)
name-speed-over-cadence = Tempo je Schrittfrequenz
name-oscillation-over-step-length = vertikale Bewegung je Schrittlänge
name-spread-in-rows = Schwankung innerhalb einer halben Minute
name-spread-in-rows-smoothed = Schwankung innerhalb einer halben Minute, von der Uhr geglättet
name-symmetry-index = Symmetrieindex von links und rechts
name-symmetry-index-of-share = Symmetrieindex des linken Anteils
name-stride-times = Zeiten einzelner Doppelschritte
name-per-second = Sekunden
name-per-second-smoothed = Sekunden, von der Uhr geglättet
