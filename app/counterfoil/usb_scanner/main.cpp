// Runs a program with a made-up scanner on its USB, for machines that have none; see
// `counterfoil emulate scanner --usb`.
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/counterfoil/scanner_desk/scanner_desk.hpp"
#include "drivers/scanner/emulator/usb/usb_scanner.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"

namespace {

using drivers::scanner::KeyLayout;
using drivers::scanner::Language;
using drivers::scanner::emulator::UsbScanner;
using drivers::transport::emulator::UsbBus;

constexpr const char* kPort = "1-1";
constexpr const char* kLibrary = "libumockdev-preload.so.0";
constexpr int kEnvironment = 3;

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

/// Its input is empty: what is typed are codes.
pid_t start(std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    const sigset_t signals = ending_signals();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
    if (std::freopen("/dev/null", "r", stdin) == nullptr) ::_exit(126);
    ::execvp(arguments[0], arguments.data());
    std::perror(arguments[0]);
    ::_exit(127);
}

int run(Language language, const std::string& layout, std::vector<std::string> words) {
    // What ends this program ends the one behind it, and then the scanner is put away.
    const sigset_t signals = ending_signals();
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    UsbScanner scanner{language, "DEMO1", KeyLayout::named(layout).value()};
    UsbBus bus;
    bus.plug(scanner,
             {.port = kPort, .kernel_driver = language == Language::lines ? "cdc_acm" : "usbhid"});
    const pid_t child = start(words);
    int status = 0;
    const auto ended = [&] {
        const timespec at_once{};
        if (::sigtimedwait(&signals, nullptr, &at_once) > 0) ::kill(child, SIGTERM);
        return ::waitpid(child, &status, WNOHANG) == child;
    };
    if (child > 0) {
        app::counterfoil::scan_typed(
            [&](const std::string& code) {
                scanner.scan(code);
                bus.changed(kPort);
            },
            ended);
    } else {
        std::perror("fork");
    }
    bus.unplug(kPort);
    if (child < 0) return kEnvironment;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) {
    Language language = Language::pos;
    std::string layout = "us";
    std::vector<std::string> words;
    CLI::App program{
        "Runs a program with a made-up scanner on its USB; each line typed is a scan."};
    program.add_option("--as", language, "pos, keyboard or lines")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Language>{
            {"pos", Language::pos}, {"keyboard", Language::keyboard}, {"lines", Language::lines}}));
    program.add_option("--layout", layout, "Of the keyboard that it types like")
        ->check(CLI::IsMember(KeyLayout::names()));
    program.add_option("program", words, "The program and its options, behind --")->required();
    CLI11_PARSE(program, argc, argv);
    if (!UsbBus::available()) {
        const char* const before = std::getenv("LD_PRELOAD");
        if (before != nullptr &&
            std::string_view{before}.find(kLibrary) != std::string_view::npos) {
            std::cerr << "A made-up USB bus needs umockdev: install the package of that name.\n";
            return kEnvironment;
        }
        const std::string both =
            before != nullptr && *before != 0 ? kLibrary + (":" + std::string{before}) : kLibrary;
        ::setenv("LD_PRELOAD", both.c_str(), 1);
        ::execv("/proc/self/exe", argv);
        std::perror("usb_scanner");
        return kEnvironment;
    }
    return run(language, layout, std::move(words));
}
