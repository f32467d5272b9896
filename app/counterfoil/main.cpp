#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "app/core/system.hpp"
#include "app/counterfoil/command.hpp"

namespace counterfoil = app::counterfoil;

namespace {

/// Whether whoever read our answers has gone, as `head` does when it has seen enough.
bool reader_has_gone() {
    pollfd out{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    // A pipe that is closed early ends the answer, not the work behind it.
    std::signal(SIGPIPE, SIG_IGN);
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    counterfoil::Context context{std::cin, std::cout, std::cerr, clock, random};
    counterfoil::Exit exit{};
    try {
        const std::vector<std::string> words{argv + 1, argv + argc};
        exit = counterfoil::run(words, context);
    } catch (const std::exception& error) {
        std::cerr << "counterfoil cannot go on: " << error.what() << '\n';
        return static_cast<int>(counterfoil::Exit::environment);
    }
    std::cout.flush();
    if (!std::cout && !reader_has_gone()) {
        std::cerr << "The answer could not be written: is the disk full?\n";
        return static_cast<int>(counterfoil::Exit::environment);
    }
    return static_cast<int>(exit);
}
