#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "app/core/system.hpp"
#include "app/counterfoil/command.hpp"

namespace counterfoil = app::counterfoil;

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    counterfoil::Context context{std::cin, std::cout, std::cerr, clock, random};
    CLI::App program;
    try {
        counterfoil::add_commands(program, context);
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : static_cast<int>(counterfoil::Exit::usage);
    } catch (const std::exception& error) {
        std::cerr << "counterfoil cannot go on: " << error.what() << '\n';
        return static_cast<int>(counterfoil::Exit::environment);
    }
    std::cout.flush();
    if (!std::cout) {
        std::cerr << "The answer could not be written: is the disk full, or was the pipe closed?\n";
        return static_cast<int>(counterfoil::Exit::environment);
    }
    return static_cast<int>(context.exit);
}
