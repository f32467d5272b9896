#include "app/core/explain/explain.hpp"

#include <fstream>
#include <istream>
#include <memory>
#include <ostream>

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

namespace explain = core::explain;

/// Far more than any request; longer lines are not kept in memory.
constexpr std::size_t kLineBytesMax = std::size_t{64} << 20;

/// Reads one line, or as much of it as a request may have; false at the end.
bool next_line(std::istream& in, std::string& line) {
    line.clear();
    std::streambuf& bytes = *in.rdbuf();
    bool any = false;
    for (int c = bytes.sbumpc(); c != std::char_traits<char>::eof(); c = bytes.sbumpc()) {
        any = true;
        if (c == '\n') return true;
        if (line.size() <= kLineBytesMax) line += static_cast<char>(c);
    }
    return any;
}

explain::Json answer_of(const std::string& line) {
    if (line.size() <= kLineBytesMax) return explain::explain(std::string_view{line});
    return {{"errors", {{{"field", "line"}, {"reason", "is longer than 64 MiB"}}}}};
}

void run(std::istream& in, Context& context) {
    std::string line;
    std::uint64_t number = 0;
    while (context.out && next_line(in, line)) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        explain::Json answer = answer_of(line);
        if (explain::is_refused(answer)) {
            answer["line"] = number;
            context.exit = Exit::refused;
        }
        context.out << answer.dump(-1, ' ', false, explain::Json::error_handler_t::replace) << '\n';
        if (in.rdbuf()->in_avail() <= 0) context.out.flush();  // someone may wait for it
    }
}

std::string footer() {
    std::string text =
        "A request is one JSON object a line. Figures are texts or numbers, exact to fourteen "
        "decimals; each answer has the figures and the steps that led to them, or \"errors\" that "
        "name field and reason. A bad line stops none of the others; the exit code is then 1.\n";
    for (const explain::Kind& kind : explain::kinds()) {
        text += "\n" + std::string{kind.what} + ":\n" + std::string{kind.example} + "\n";
    }
    return text;
}

}  // namespace

void add_explain(CLI::App& program, Context& context) {
    auto file = std::make_shared<std::string>("-");
    auto* command = program.add_subcommand("explain",
                                           "What a charge, a call, a tariff, a period or a wallet "
                                           "comes to, and how: JSON lines in, JSON "
                                           "lines out");
    command->footer(footer());
    command->add_option("file", *file, "The requests; - is standard input")->type_name("FILE");
    command->callback([file, &context] {
        if (*file == "-") return run(context.in, context);
        std::ifstream in{*file, std::ios::binary};
        if (in) return run(in, context);
        context.err << *file << " cannot be read.\n";
        context.exit = Exit::environment;
    });
}

}  // namespace app::counterfoil
