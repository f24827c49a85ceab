// ConfigurableFirmata (its own sources, not ours) as a program with a valve at pin 8, told on standard error.
#include <chrono>
#include <poll.h>
#include <unistd.h>

#include "Arduino.h"

// the firmware counts on Arduino's 32 bits
#define long int
#include "ConfigurableFirmata.cpp"
#include "DigitalOutputFirmata.cpp"
#include "Encoder7Bit.cpp"
#include "FirmataExt.cpp"
#include "FirmataFeature.cpp"
#include "FirmataScheduler.cpp"
#undef long

HardwareSerial Serial;
static byte input[256];
static int taken = 0, filled = 0;

int Stream::available() {
	pollfd port = { 0, POLLIN, 0 };
	if (taken == filled && poll(&port, 1, 0) > 0) {
		taken = 0;
		filled = std::max(0, (int) ::read(0, input, sizeof input));
	}
	return filled - taken;
}

int Stream::read() {
	return available() ? input[taken++] : -1;
}

size_t Stream::write(uint8_t b) {
	return ::write(1, &b, 1);
}

unsigned millis() {
	using namespace std::chrono;
	static const auto start = steady_clock::now();
	return 100 + duration_cast<milliseconds>(steady_clock::now() - start).count();
}

void delay(unsigned ms) {
	usleep(1000 * ms);
}

void pinMode(int, int) {}

void digitalWrite(int pin, int value) {
	static int valve = 0;
	if (pin == 8 && value != valve) dprintf(2, "%s\n", value ? "open" : "close");
	if (pin == 8) valve = value;
}

int main() {
	static FirmataExt features;
	static DigitalOutputFirmata outputs;
	static FirmataScheduler scheduler;
	Firmata.setFirmwareNameAndVersion("ConfigurableFirmata", FIRMATA_FIRMWARE_MAJOR_VERSION, FIRMATA_FIRMWARE_MINOR_VERSION);
	features.addFeature(outputs);
	features.addFeature(scheduler);
	Firmata.begin(Serial);
	while (true) {
		while (Firmata.available()) Firmata.processInput();
		scheduler.report(true);
		usleep(200);
	}
}
