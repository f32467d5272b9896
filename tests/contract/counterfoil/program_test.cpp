// Goal: the program itself ends as the shell expects: exit codes come through, a pipe that is
// closed early is no failure, an answer that cannot be written is. Method: the built program,
// started by a shell.
#include <sys/wait.h>

#include <cstdlib>

#include "tests/contract/counterfoil/command_line.hpp"

namespace {

class Program : public test::CommandLine {
protected:
    /// The exit code of a command of the shell, in which $cf is the program and $db the shop.
    int shell(const std::string& command) const {
        const auto script = file_of(
            "script.sh", "set -o pipefail\ncf=" COUNTERFOIL_BINARY_DIR "/bin/counterfoil\ndb='" +
                             db() + "'\ncd '" + directory_.path().string() + "'\n" + command);
        const int status = std::system(("bash '" + script + "'").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

TEST_P(Program, EndsWithTheExitCodeOfItsCommand) {
    EXPECT_EQ(shell("$cf init --db $db --branch B01 --terminal T1 --currency GBP --zone UTC "
                    "2>err"),
              0);
    EXPECT_EQ(shell("$cf item 1 --db $db 2>err"), 1);
    EXPECT_EQ(shell("$cf item 2>err"), 2);
    EXPECT_EQ(shell("$cf item 1 --db none.db 2>err"), 3);
}

TEST_P(Program, TakesAPipeThatIsClosedEarlyForEnough) {
    init({"--demo"});
    // The reader closes its end before the program starts.
    EXPECT_EQ(shell("mkfifo closed\n"
                    "( read word <closed; $cf search a --json --db $db 2>err; echo $? >code ) |\n"
                    "  ( exec <&-; echo now >closed )\n"
                    "exit $(cat code)"),
              0);
    EXPECT_EQ(shell("test ! -s err"), 0);
}

TEST_P(Program, SaysThatAnAnswerCouldNotBeWritten) {
    init({"--demo"});
    EXPECT_EQ(shell("$cf search a --db $db >/dev/full 2>err"), 3);
    EXPECT_EQ(shell("grep -q 'could not be written' err"), 0);
}

TEST_P(Program, ReadsStandardInput) {
    init();
    EXPECT_EQ(shell("printf 'number,name\\n1,One\\n' | gzip | $cf import items - --db $db >out"),
              0);
    EXPECT_EQ(shell("$cf item 1 --db $db >out"), 0);
}

TEST_P(Program, FindsAPrinterInAMadeUpUsbPort) {
    EXPECT_EQ(shell("$cf emulate printer --usb --paper tray -- $cf devices --json >out"), 0);
    EXPECT_EQ(shell("grep -q '\"state\": \"ready\"' out && grep -q 'Epson TM-T88' out"), 0);
    EXPECT_EQ(shell("$cf emulate printer --usb --silent --paper tray -- $cf devices >out"), 0);
    EXPECT_EQ(shell("grep -q unknown out"), 0);
    EXPECT_EQ(shell("$cf emulate printer --usb --paper tested -- $cf devices --test-page >out"), 0);
    EXPECT_EQ(
        shell("grep -q 'Epson TM-T88: test page printed' out && grep -q 'Test page' tested/1.txt"),
        0);
    EXPECT_EQ(shell("$cf devices --test-page --printer tcp:127.0.0.1:1 2>err"), 3);
    EXPECT_EQ(shell("$cf devices --test-page --profile no-such 2>err"), 2);
    EXPECT_EQ(shell("grep -q generic-80mm err"), 0);
    EXPECT_EQ(shell("$cf emulate printer --usb --paper tray 2>err"), 2);
}

TEST_P(Program, AsksAPrinterOnTheNetwork) {
    EXPECT_EQ(shell("coproc $cf emulate printer --port 0 --paper tray\n"
                    "read -r option address <&${COPROC[0]}\n"
                    "$cf devices --list $option $address --json >out; code=$?\n"
                    "kill $COPROC_PID; wait $COPROC_PID; exit $code"),
              0);
    EXPECT_EQ(shell("grep -q '\"state\": \"ready\"' out"), 0);
    EXPECT_EQ(shell("$cf devices --list --printer tcp:127.0.0.1:1 2>err >out"), 0);
    EXPECT_EQ(shell("grep -q 'not reachable' out && test -s err"), 0);
}

TEST_P(Program, SellsNothingInAHeadOffice) {
    EXPECT_EQ(
        shell("$(dirname $cf)/office init --db office.db --currency GBP --zone Europe/London"), 0);
    EXPECT_EQ(shell("printf 'receipt,sku,name,quantity,price,at\\n"
                    "1,A,Apple,1,1.50,2010-12-01 08:26:00\\n' | "
                    "$cf ring - --db office.db 2>err"),
              1);
    EXPECT_EQ(shell("grep -q 'head office' err"), 0);
}

TEST_P(Program, WeighsAndScansToTry) {
    EXPECT_EQ(shell("coproc $cf emulate scale --port 0\n"
                    "read -r option address <&${COPROC[0]}\n"
                    "echo 1235 >&${COPROC[1]}\n"
                    "$cf devices --weigh $address >out; code=$?\n"
                    "kill $COPROC_PID; wait $COPROC_PID; exit $code"),
              0);
    EXPECT_EQ(shell("grep -q '1.235 kg' out"), 0);
    EXPECT_EQ(shell("$cf devices --weigh 8217@tcp:127.0.0.1:1 --for 1 2>err"), 3);
    EXPECT_EQ(shell("grep -q 'does not answer' err"), 0);
    EXPECT_EQ(shell("coproc $cf emulate scanner --port 0\n"
                    "read -r option address <&${COPROC[0]}\n"
                    "$cf devices --scan --scanner $address >out 2>err & scan=$!\n"
                    "until read -r -t 0.1 word <&${COPROC[0]}; do kill -0 $scan || break\n"
                    "echo 5449000000996 >&${COPROC[1]}; done\n"
                    "wait $scan; code=$?; kill $COPROC_PID; wait $COPROC_PID; exit $code"),
              0);
    EXPECT_EQ(shell("grep -q 5449000000996 out"), 0);
    EXPECT_EQ(shell("$cf devices --scan --for 1 2>err"), 3);
}

TEST_P(Program, PlugsAMadeUpScannerIntoUsb) {
    EXPECT_EQ(shell("$cf emulate scanner --usb pos -- cat /sys/bus/usb/devices/1-1/product "
                    "</dev/null >out"),
              0);
    EXPECT_EQ(shell("grep -q 'Point-of-sale scanner' out"), 0);
    EXPECT_EQ(shell("$cf emulate scanner --usb keyboard -- false </dev/null"), 1);
    EXPECT_EQ(shell("$cf emulate scanner --usb pos </dev/null 2>err"), 2);
    EXPECT_EQ(shell("grep -q 'goes with the program' err"), 0);
}

INSTANTIATE_TEST_SUITE_P(, Program, ::testing::Values(pos::store::db::Engine::sqlite),
                         test::engine_name);

}  // namespace
