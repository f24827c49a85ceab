// As much of Arduino as ConfigurableFirmata needs to run as a program: its port is standard input and output.
#pragma once
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <string>

typedef uint8_t byte;
typedef bool boolean;
class __FlashStringHelper;

#define F(text) ((const __FlashStringHelper *) (text))
#define PROGMEM
#define strlen_P strlen
#define pgm_read_byte(address) (*(const uint8_t *) (address))
#define HEX 16
#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define INPUT_PULLUP 2

struct String : std::string {
	String(unsigned value, int) : std::string(std::to_string(value)) {}
	char charAt(int i) const { return at(i); }
};

struct Stream {
	int available();
	int read();
	size_t write(uint8_t b);
	size_t write(const uint8_t *bytes, size_t count) {
		for (size_t i = 0; i < count; i++) write(bytes[i]);
		return count;
	}
	void setTimeout(int) {}
	void flush() {}
	template <class T> void print(T) {}
	template <class T> void println(T) {}
	template <class T> void println(T, int) {}
	void println() {}
};

struct HardwareSerial : Stream {
	void begin(int) {}
	operator bool() const { return true; }
};
extern HardwareSerial Serial;

unsigned millis();
void delay(unsigned ms);
void pinMode(int pin, int mode);
void digitalWrite(int pin, int value);
