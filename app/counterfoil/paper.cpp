#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>

#include "app/core/printer_setup.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"
#include "app/counterfoil/paper_output.hpp"
#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/picture.hpp"
#include "drivers/printer/paper/profile_model.hpp"
#include "drivers/printer/paper/text.hpp"

namespace app::counterfoil {

namespace {

namespace paper = drivers::printer::paper;

constexpr std::uintmax_t kFileMax = 256U << 20;

struct Options {
    std::string file;
    std::string out;
    std::string width{"80mm"};
    std::string profile;
    bool text{false};
    bool json{false};
    bool star{false};
};

struct Roll {
    unsigned millimetres{0};  // 0: only what the head can print
    unsigned dots{0};
};

std::optional<Roll> roll_of(const std::string& width) {
    if (width == "80mm") return Roll{80, 576};
    if (width == "58mm") return Roll{58, 384};
    unsigned dots = 0;
    for (const char c : width) {
        if (c < '0' || c > '9' || dots > 9'999) return std::nullopt;
        dots = dots * 10 + static_cast<unsigned>(c - '0');
    }
    if (dots < 64 || dots > 2'048) return std::nullopt;
    return Roll{0, dots};
}

core::Outcome<std::string> contents_of(const std::string& name) {
    const core::Failure failure{core::FailureKind::environment,
                                name + " cannot be read. Is the path right?"};
    std::ifstream file;
    if (name != "-") {
        file.open(name, std::ios::binary);
        if (!file) return std::unexpected{failure};
    }
    std::istream& in = name == "-" ? std::cin : file;
    std::string content;
    std::string piece(1U << 16, '\0');
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        content.append(piece, 0, static_cast<std::size_t>(in.gcount()));
        if (content.size() > kFileMax) {
            return std::unexpected{core::Failure{core::FailureKind::refused,
                                                 name + " is larger than 256 MiB: too much for "
                                                        "what a receipt printer is sent."}};
        }
    }
    if (in.bad()) return std::unexpected{failure};
    return content;
}

void write_picture(const Options& options, const paper::Paper& strip, const Roll& roll,
                   Context& context) {
    paper::PictureMaker maker;
    const pos::Bytes png = paper::to_png(
        maker.draw(strip, paper::roll_margins(strip, roll.millimetres)), strip.dots_per_inch);
    write_out(options.out, png, context);
}

void run(const Options& options, Context& context) {
    auto roll = roll_of(options.width);
    if (!roll) {
        context.err << "--width " << options.width << ": give 80mm, 58mm or 64 to 2048 dots.\n";
        context.exit = Exit::usage;
        return;
    }
    paper::Model model{.dots = roll->dots};
    if (!options.profile.empty()) {
        const auto profile = *core::named_profile(options.profile);
        model = paper::model_of(profile);
        roll->millimetres = profile.paper_mm;
    }
    if (options.star) model.language = paper::Language::star_line;

    const auto content = contents_of(options.file);
    if (!content) return report(context, content.error());
    paper::Interpreter printer{std::move(model)};
    printer.feed(pos::as_bytes(*content));
    printer.finish();
    const paper::Paper strip = printer.take_paper();
    const auto events = printer.take_events();

    if (!options.out.empty()) write_picture(options, strip, *roll, context);
    if (options.json) {
        write_paper_json(context.out, strip, events);
    } else {
        if (options.text || options.out.empty()) context.out << paper::text_of(strip);
        write_remarks(context.err, strip);
    }
}

}  // namespace

void add_paper(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "paper", "What a receipt printer would print, from the bytes that it is sent");
    command->add_option("FILE", options->file, "The bytes; - is standard input")->required();
    command->add_option("--out", options->out, "The picture, a PNG file; - is standard output");
    auto* text = command->add_flag("--text", options->text, "The text, on standard output");
    command->add_flag("--json", options->json, "Marks, events and remarks as JSON")->excludes(text);
    auto* width =
        command->add_option("--width", options->width, "80mm, 58mm or the head's dots across")
            ->capture_default_str();
    add_profile(*command, options->profile)->excludes(width);
    command->add_flag("--star", options->star, "Star line mode, not ESC/POS");
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
