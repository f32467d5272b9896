#include "app/core/display/virtual_display.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace app::core {

namespace {

/// Runs in the child: Xvfb chooses a free number and writes it to `out`.
[[noreturn]] void become_xvfb(int out, const std::string& screen) {
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    const std::string number = std::to_string(out);
    execlp("Xvfb", "Xvfb", "-displayfd", number.c_str(), "-screen", "0", screen.c_str(),
           "-nolisten", "tcp", "-noreset", static_cast<char*>(nullptr));
    _exit(127);
}

}  // namespace

std::expected<VirtualDisplay, std::string> VirtualDisplay::start(int width_px, int height_px) {
    int ends[2];
    if (pipe(ends) != 0) return std::unexpected("No pipe to Xvfb could be made.");
    const std::string screen = std::to_string(width_px) + "x" + std::to_string(height_px) + "x24";
    const pid_t process = fork();
    if (process == 0) {
        close(ends[0]);
        become_xvfb(ends[1], screen);
    }
    close(ends[1]);
    std::string number;
    char digit = 0;
    while (process > 0 && read(ends[0], &digit, 1) == 1 && digit != '\n') number += digit;
    close(ends[0]);
    if (number.empty()) {
        if (process > 0) waitpid(process, nullptr, 0);
        return std::unexpected("Xvfb did not start; install the package xvfb.");
    }
    return VirtualDisplay(process, ":" + number);
}

VirtualDisplay::VirtualDisplay(pid_t process, std::string name)
    : process_(process), name_(std::move(name)) {
    if (const char* display = std::getenv("DISPLAY")) before_ = display;
    setenv("DISPLAY", name_.c_str(), 1);
}

VirtualDisplay::VirtualDisplay(VirtualDisplay&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      name_(std::move(other.name_)),
      before_(std::move(other.before_)) {}

VirtualDisplay::~VirtualDisplay() {
    if (process_ < 0) return;
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    if (before_.empty())
        unsetenv("DISPLAY");
    else
        setenv("DISPLAY", before_.c_str(), 1);
}

}  // namespace app::core
