// The reward board as a program: its port is standard input and output, its valve is told on standard error.
#include "../../../scripts/arduino/apical_reward/valve_board.h"

#include <chrono>
#include <poll.h>
#include <unistd.h>

static uint32_t micros() {
	using namespace std::chrono;
	return (uint32_t) duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

class Board : public ValveBoard {
	bool open = false;

protected:
	void setValve(bool to) override {
		if (to != open) dprintf(2, "%s\n", to ? "open" : "close");
		open = to;
	}
	void send(const char *text) override {
		dprintf(1, "%s\n", text);
	}
};

int main() {
	Board board;
	pollfd input = { 0, POLLIN, 0 };
	while (true) {
		board.tick(micros());
		poll(&input, 1, 1);
		char bytes[64];
		if (!(input.revents & (POLLIN | POLLHUP))) continue;
		const ssize_t n = read(0, bytes, sizeof bytes);
		if (n <= 0) {
			usleep(1000); // nobody has the port open: the board runs on
			continue;
		}
		for (ssize_t i = 0; i < n; i++) board.receive(bytes[i], micros());
	}
}
