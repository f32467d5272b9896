#include "app/core/explain/explain.hpp"

#include <array>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>

#include "app/core/tabular/input.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

namespace explain = core::explain;

/// Far more than any request; longer lines are not kept in memory.
constexpr std::size_t kLineBytesMax = std::size_t{64} << 20;

/// Where requests come from: the program's own input, or a file that may be packed.
class Lines {
public:
    explicit Lines(std::istream& in) : in_{&in} {}
    explicit Lines(std::unique_ptr<core::tabular::Input> file) : file_{std::move(file)} {}

    /// Reads one line, or as much of it as a request may have; false at the end.
    bool next(std::string& line) {
        line.clear();
        bool any = false;
        for (char c = 0; next_byte(c); any = true) {
            if (c == '\n') return true;
            if (line.size() <= kLineBytesMax) line += c;
        }
        return any;
    }

    /// Whether the next line would have to be waited for.
    bool drained() const { return in_ != nullptr && in_->rdbuf()->in_avail() <= 0; }
    const std::optional<core::tabular::InputError>& error() const { return error_; }

private:
    bool next_byte(char& c) {
        if (in_ != nullptr) {
            const int read = in_->rdbuf()->sbumpc();
            c = static_cast<char>(read);
            return read != std::char_traits<char>::eof();
        }
        if (at_ == filled_) {
            const auto got = file_->read(buffer_);
            if (!got) error_ = got.error();
            if (!got || *got == 0) return false;
            at_ = 0;
            filled_ = *got;
        }
        c = buffer_[at_++];
        return true;
    }

    std::istream* in_{nullptr};
    std::unique_ptr<core::tabular::Input> file_;
    std::optional<core::tabular::InputError> error_;
    std::array<char, 65'536> buffer_{};
    std::size_t at_{0};
    std::size_t filled_{0};
};

explain::Json answer_of(const std::string& line) {
    if (line.size() <= kLineBytesMax) return explain::explain(std::string_view{line});
    return {{"errors", {{{"field", "line"}, {"reason", "is longer than 64 MiB"}}}}};
}

void fail(Context& context, const core::tabular::InputError& error) {
    context.err << to_string(error) << '\n';
    context.exit = Exit::environment;
}

void run(Lines& lines, Context& context) {
    std::string line;
    std::uint64_t number = 0;
    while (context.out && lines.next(line)) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        explain::Json answer = answer_of(line);
        if (explain::is_refused(answer)) {
            answer["line"] = number;
            context.exit = Exit::refused;
        }
        context.out << answer.dump(-1, ' ', false, explain::Json::error_handler_t::replace) << '\n';
        if (lines.drained()) context.out.flush();  // someone may wait for it
    }
    if (lines.error()) fail(context, *lines.error());
}

void run(const std::string& file, Context& context) {
    if (file == "-") {
        Lines lines{context.in};
        return run(lines, context);
    }
    auto input = core::tabular::open_input(file);
    if (!input) return fail(context, input.error());
    Lines lines{std::move(*input)};
    run(lines, context);
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
    command->add_option("file", *file, "The requests, .gz and .zst too; - is standard input")
        ->type_name("FILE");
    command->callback([file, &context] { run(*file, context); });
}

}  // namespace app::counterfoil
