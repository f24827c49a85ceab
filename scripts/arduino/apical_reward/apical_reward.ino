// Apical's reward board: any Arduino, the valve's driver (a transistor or a relay, with a flyback diode) at VALVE_PIN.
// Put a resistor of 10 kΩ from that pin to ground, so that the valve stays closed while the board restarts.
// In Apical: device serial, port=… (COM3, /dev/ttyACM0). See docs/devices.md.
#include "valve_board.h"

const int VALVE_PIN = 8;

class Board : public ValveBoard {
protected:
	void setValve(bool open) override {
		digitalWrite(VALVE_PIN, open ? HIGH : LOW);
	}
	void send(const char *text) override {
		Serial.print(text);
		Serial.print('\n');
	}
};

Board board;

void setup() {
	pinMode(VALVE_PIN, OUTPUT);
	digitalWrite(VALVE_PIN, LOW);
	Serial.begin(115200);
}

void loop() {
	board.tick(micros());
	if (Serial.available()) board.receive(Serial.read(), micros());
}
