#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "app/core/system.hpp"
#include "app/office/command.hpp"

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    app::office::Context context{std::cin, std::cout, std::cerr, clock, random};
    try {
        const std::vector<std::string> words{argv + 1, argv + argc};
        return app::office::run(words, context);
    } catch (const std::exception& error) {
        std::cerr << "office cannot go on: " << error.what() << '\n';
        return 3;
    }
}
