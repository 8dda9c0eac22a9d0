# Hinweise zu einer Aufzeichnung. Die Kennung ist der Code des Hinweises.

sensor-frozen = Die Laufdynamik zeigt { NUM($frozen_s) } s lang dieselben Werte; diese Sekunden wurden ausgelassen.
other-runs-unused = Keiner der { $given } anderen Läufe zeigt, wie der Laufstil mit den Sensoren dieses Laufs von Tempo und Steigung abhängt; es gelten übliche Werte.
other-runs = Wie der Laufstil von Tempo und Steigung abhängt, wurde auch aus { $used } von { $given } anderen Läufen gelernt.
