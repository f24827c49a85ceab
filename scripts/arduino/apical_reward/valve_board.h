// What the reward board does, apart from its pins and its port, so that it can be tested on any computer.
//
// To the board, a line each:  ?  who are you      H  heartbeat      R <ms> <sequence>  reward      S  shut
// From the board:             apical-reward 1 …   H                 A <sequence> <µs>, after the pulse, or
//                                                                   E <sequence> <why not>         S
// The board alone times the pulse and ends it at CAP_MS. It pays no sequence number that is not above the last, and
// nothing before a handshake. When no line has come for WATCHDOG_MS it closes the valve and asks for a new handshake.
#pragma once
#include <stdint.h>
#include <stdio.h>

class ValveBoard {
public:
	static const uint32_t CAP_MS = 1000;
	static const uint32_t WATCHDOG_MS = 600;

	/** A byte has come. */
	void receive(char c, uint32_t nowMicros) {
		if (c != '\n') {
			if (length < sizeof line - 1) line[length] = c;
			length += length < sizeof line;
			return;
		}
		const bool whole = length < sizeof line;
		line[whole ? length : 0] = 0;
		length = 0;
		if (whole) obey(nowMicros);
	}

	/** To be called all the time. */
	void tick(uint32_t nowMicros) {
		if (isOpen && nowMicros - openedMicros >= pulseMicros) close(nowMicros);
		if (greeted && nowMicros - heardMicros > WATCHDOG_MS * 1000) {
			close(nowMicros);
			greeted = false;
		}
	}

protected:
	virtual void setValve(bool open) = 0;
	/** Sends a line; its end is not part of it. */
	virtual void send(const char *text) = 0;

private:
	char line[32];
	uint8_t length = 0;
	bool greeted = false;
	bool isOpen = false;
	uint32_t heardMicros = 0, openedMicros = 0, pulseMicros = 0;
	uint32_t lastSequence = 0;

	void obey(uint32_t nowMicros) {
		const bool single = line[0] && !line[1];
		if (single && line[0] == '?') {
			close(nowMicros);
			greeted = true;
			lastSequence = 0;
			heardMicros = nowMicros;
			char text[64];
			snprintf(text, sizeof text, "apical-reward 1 cap_ms=%lu watchdog_ms=%lu", (unsigned long) CAP_MS, (unsigned long) WATCHDOG_MS);
			send(text);
		}
		else if (single && line[0] == 'S') {
			close(nowMicros);
			send("S");
		}
		else if (single && line[0] == 'H') {
			// silence tells a computer that shook hands with this board before it restarted
			if (!greeted) return;
			heardMicros = nowMicros;
			send("H");
		}
		else if (line[0] == 'R') reward(nowMicros);
	}

	void reward(uint32_t nowMicros) {
		uint32_t ms, sequence;
		const char *rest = number(line + 1, ms);
		if (rest) rest = number(rest, sequence);
		if (!rest || *rest) return refuse(0, "not understood");
		if (!greeted) return refuse(sequence, "no handshake");
		heardMicros = nowMicros;
		if (isOpen) return refuse(sequence, "valve is open");
		if (sequence <= lastSequence) return refuse(sequence, "repeated");
		if (ms == 0) return refuse(sequence, "no time");
		lastSequence = sequence;
		pulseMicros = (ms < CAP_MS ? ms : CAP_MS) * 1000;
		openedMicros = nowMicros;
		isOpen = true;
		setValve(true);
	}

	/** Reads a space and up to ten digits; what follows them, or null. */
	static const char *number(const char *text, uint32_t &value) {
		if (*text++ != ' ' || *text < '0' || *text > '9') return nullptr;
		uint64_t sum = 0;
		for (int digits = 0; *text >= '0' && *text <= '9'; text++) {
			if (++digits > 10) return nullptr;
			sum = sum * 10 + (uint8_t) (*text - '0');
		}
		value = (uint32_t) sum;
		return sum > 0xFFFFFFFF ? nullptr : text;
	}

	void close(uint32_t nowMicros) {
		setValve(false);
		if (!isOpen) return;
		isOpen = false;
		char text[32];
		snprintf(text, sizeof text, "A %lu %lu", (unsigned long) lastSequence, (unsigned long) (nowMicros - openedMicros));
		send(text);
	}

	void refuse(uint32_t sequence, const char *why) {
		char text[48];
		snprintf(text, sizeof text, "E %lu %s", (unsigned long) sequence, why);
		send(text);
	}
};
