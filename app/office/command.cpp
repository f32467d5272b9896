#include "app/office/command.hpp"

#include <ostream>
#include <vector>

#include "app/core/written_lines.hpp"

namespace app::office {

void report(Context& context, const core::Failure& failure) {
    context.err << failure.words << '\n';
    context.exit = core::exit_code(failure.kind);
}

int run(std::span<const std::string> words, Context& context) {
    if (const auto text = core::check_words(words); !text) {
        report(context, text.error());
        return context.exit;
    }
    CLI::App program{
        "Head office: takes in what the tills sell. Everything else about it is done "
        "with counterfoil and the same --db."};
    program.name("office");
    program.require_subcommand(1);
    program.set_version_flag("--version", kProgram);
    add_init(program, context);
    add_serve(program, context);
    try {
        // CLI11 takes the words from the end.
        program.parse(std::vector<std::string>{words.rbegin(), words.rend()});
    } catch (const CLI::ParseError& error) {
        return program.exit(error, context.out, context.err) == 0 ? 0 : 2;
    }
    return context.exit;
}

}  // namespace app::office
