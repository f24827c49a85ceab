// Tests of the reward board's logic on a simulated clock. Prints what fails; exit code 0 if nothing does.
#include "../../../scripts/arduino/apical_reward/valve_board.h"

#include <string>
#include <vector>

static int failures = 0;

static void expect(bool holds, const char *what) {
	if (!holds) {
		printf("FAILED: %s\n", what);
		failures++;
	}
}

/** A board with a clock of its own. Each tick is 0.1 ms. */
struct Bench : ValveBoard {
	uint32_t now = 4294000000u; // wraps within a second, as micros() does after 71 minutes
	bool open = false;
	int openings = 0;
	std::vector<std::string> sent;

	void setValve(bool to) override {
		openings += to && !open;
		open = to;
	}
	void send(const char *text) override {
		sent.push_back(text);
	}
	void say(const std::string &text) {
		for (char c : text) receive(c, now);
	}
	void wait(int ms) {
		for (int i = 0; i < 10 * ms; i++) tick(now += 100);
	}
	/** Waits as a computer that lives. */
	void live(int ms) {
		for (; ms > 0; ms -= 100) {
			say("H\n");
			wait(ms < 100 ? ms : 100);
		}
	}
	bool said(const std::string &text) const {
		for (const std::string &line : sent) if (line == text) return true;
		return false;
	}
	static Bench greeted() {
		Bench board;
		board.say("?\n");
		return board;
	}
};

int main() {
	{
		Bench board = Bench::greeted();
		expect(board.sent[0].rfind("apical-reward 1 ", 0) == 0, "it says who it is");
		board.say("R 40 1\n");
		board.wait(39);
		expect(board.open, "the valve is open until its time is over");
		board.wait(2);
		expect(!board.open && board.said("A 1 40000"), "then it is closed and acknowledged with the time it was open");
		board.say("R 40 1\n");
		expect(!board.open && board.said("E 1 repeated"), "the same sequence is not paid again");
		board.say("R 40 2\nR 40 3\n");
		board.wait(100);
		expect(board.openings == 2 && board.said("E 3 valve is open"), "there is one pulse at a time");
	}
	{
		Bench board = Bench::greeted();
		board.say("R 60000 1\n");
		board.live(999);
		expect(board.open, "a long pulse lasts up to the cap");
		board.live(2);
		expect(!board.open && board.said("A 1 1000000"), "a long pulse ends at the cap");
	}
	{
		Bench board = Bench::greeted();
		board.live(500);
		board.say("R 900 1\n");
		board.wait(599);
		expect(board.open, "a reward is a sign of life");
		board.wait(2);
		expect(!board.open && board.said("A 1 600100"), "without heartbeats the valve is closed before its time");
		Bench silent = Bench::greeted();
		silent.wait(601);
		silent.say("R 40 1\n");
		expect(!silent.open && silent.said("E 1 no handshake"), "a computer that was silent must shake hands again");
		silent.say("H\n");
		expect(!silent.said("H"), "and is told so by silence");
	}
	{
		Bench board;
		board.say("R 40 1\n");
		expect(!board.open && board.said("E 1 no handshake"), "nothing is paid before a handshake");
		board.say("H\n");
		expect(!board.said("H"), "no heartbeat is answered before a handshake");
	}
	{
		Bench board = Bench::greeted();
		board.say("R 400 1\n");
		board.wait(100);
		board.say("S\n");
		expect(!board.open && board.said("A 1 100000") && board.said("S"), "S closes at once and says how long it was open");
		board.say("R 400 2\n");
		board.wait(10);
		board.say("?\n");
		expect(!board.open, "a new handshake closes the valve");
	}
	{
		Bench board = Bench::greeted();
		for (const char *odd : { "R\n", "R 40\n", "R 40 \n", "R -40 1\n", "R 40 1 1\n", "R 40 x\n", "R 0 1\n", "R 40 99999999999\n", "R 4e1 1\n",
			"\n", " R 40 1\n", "r 40 1\n", "R 40 1\r\n", "RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR 40 1\n",
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxR 40 1\n" }) board.say(odd);
		expect(board.openings == 0, "what is not quite a reward is none");
		board.say("R 40 1\n");
		expect(board.openings == 1, "after nonsense it still works");
	}
	{
		Bench board = Bench::greeted();
		uint32_t seed = 1;
		for (int i = 0; i < 3000000; i++) {
			seed = seed * 1664525u + 1013904223u;
			const char alphabet[] = "RHS 0123456789\n\r\x80\xff ";
			board.receive(seed >> 31 ? alphabet[(seed >> 8) % (sizeof alphabet - 1)] : (char) (seed >> 16), board.now);
			if (i % 3 == 0) board.tick(board.now += 100);
		}
		board.wait(1000);
		expect(!board.open, "whatever came, the valve is closed in the end");
	}
	if (failures == 0) printf("The reward board's logic holds.\n");
	return failures > 0;
}
