#include "app/counterfoil/read_secret.hpp"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>

namespace app::counterfoil {

namespace {

std::string first_line(std::istream& in) {
    std::string line;
    std::getline(in, line);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

/// Asked for at the terminal, which does not show what is typed.
std::string ask(const std::string& question) {
    const char* const typed = ::getpass((question + ": ").c_str());
    return typed == nullptr ? std::string{} : std::string{typed};
}

}  // namespace

core::Outcome<std::string> read_secret(Context& context, const std::string& question) {
    const bool at_terminal = context.in.rdbuf() == std::cin.rdbuf() && ::isatty(STDIN_FILENO) == 1;
    std::string given = at_terminal ? ask(question) : first_line(context.in);
    if (given.empty()) return core::misuse(question + ": nothing was given.");
    if (at_terminal && ask("The same once more") != given) {
        return core::refuse("The two are not the same. Nothing was changed.");
    }
    return given;
}

core::Outcome<std::string> read_secret_file(const std::string& file) {
    std::ifstream in{file};
    const int error = errno;
    if (!in) {
        return std::unexpected{core::Failure{
            core::FailureKind::environment,
            file + " cannot be read: " + std::generic_category().message(error) + "."}};
    }
    return first_line(in);
}

}  // namespace app::counterfoil
