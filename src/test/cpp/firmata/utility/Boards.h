// A board of 20 pins, of which 2 to 19 are digital.
#pragma once
#include "Arduino.h"

#define TOTAL_PINS 20
#define TOTAL_PORTS 3
#define TOTAL_ANALOG_PINS 0
#define VERSION_BLINK_PIN 13
#define DEFAULT_PWM_RESOLUTION 8
#define DEFAULT_ADC_RESOLUTION 10
#define IS_PIN_DIGITAL(pin) ((pin) >= 2 && (pin) < TOTAL_PINS)
#define IS_PIN_ANALOG(pin) false
#define IS_PIN_PWM(pin) false
#define IS_PIN_SERVO(pin) false
#define IS_PIN_I2C(pin) false
#define PIN_TO_DIGITAL(pin) (pin)
#define PIN_TO_ANALOG(pin) (pin)

static inline void writePort(byte port, byte value, byte mask) {
	for (int i = 0; i < 8; i++) if (mask >> i & 1) digitalWrite(8 * port + i, value >> i & 1);
}
