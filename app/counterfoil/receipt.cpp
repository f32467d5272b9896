#include <fstream>
#include <map>
#include <memory>
#include <ostream>

#include "app/core/init.hpp"
#include "app/core/paperwork.hpp"
#include "app/core/printer_setup.hpp"
#include "app/counterfoil/command.hpp"
#include "drivers/printer/escpos_encoder.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/text_renderer.hpp"

namespace app::counterfoil {

namespace {

enum class Medium { text, png, escpos };
const std::map<std::string, Medium> kMedia{
    {"text", Medium::text}, {"png", Medium::png}, {"escpos", Medium::escpos}};

struct Options {
    std::string db;
    std::string number;
    Medium medium{Medium::text};
    std::string out{"-"};
    unsigned paper_mm{80};
};

pos::Bytes rendered(const pos::document::Document& document, const Options& options,
                    const drivers::printer::Profile& profile) {
    const drivers::printer::NoPictures pictures;
    const bool narrow = options.paper_mm == 58;
    switch (options.medium) {
        case Medium::text: {
            const auto text = drivers::printer::render_text(
                document, narrow ? drivers::printer::kColumns58mm : drivers::printer::kColumns80mm);
            const auto bytes = pos::as_bytes(text);
            return {bytes.begin(), bytes.end()};
        }
        case Medium::png: {
            drivers::printer::PaperPainter painter{profile.dots, pictures};
            return drivers::printer::render_png(document, options.paper_mm, painter);
        }
        case Medium::escpos: {
            drivers::printer::PaperPainter painter{profile.dots, pictures};
            return drivers::printer::encode_escpos(document, profile, painter);
        }
    }
    return {};
}

void write_out(const Options& options, const pos::Bytes& bytes, Context& context) {
    const auto* data = reinterpret_cast<const char*>(bytes.data());
    const auto size = static_cast<std::streamsize>(bytes.size());
    if (options.out == "-") {
        context.out.write(data, size);
        return;
    }
    std::ofstream file{options.out, std::ios::binary | std::ios::trunc};
    file.write(data, size);
    file.close();
    if (!file) {
        return report(
            context,
            {core::FailureKind::environment,
             options.out + " cannot be written. Is its folder there, and the disk not full?"});
    }
}

void run(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto found = (*reader)->receipt(options.number);
    if (!found) return report(context, core::failure(found.error()));
    if (!*found) {
        return report(context, {core::FailureKind::refused,
                                "There is no receipt " + options.number + " in this shop."});
    }
    const auto settings = core::read_settings(**reader);
    if (!settings) return report(context, settings.error());
    const auto journals = (*reader)->journals();
    if (!journals) return report(context, core::failure(journals.error()));
    const auto paperwork = core::Paperwork::open(*settings, journals->back());
    if (!paperwork) return report(context, paperwork.error());
    const auto document = paperwork->receipt(**found, 0);
    write_out(options, rendered(document, options, core::built_in_profile(options.paper_mm)),
              context);
}

}  // namespace

void add_receipt(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "receipt", "A receipt as text, as a picture of the paper or as printer bytes");
    command->add_option("NUMBER", options->number, "Its number, or another system's")->required();
    add_db(*command, options->db);
    command->add_option("--format", options->medium, "text, png or escpos")
        ->transform(CLI::CheckedTransformer(kMedia));
    command->add_option("--out", options->out, "The file; - is standard output")
        ->capture_default_str();
    command->add_option("--paper", options->paper_mm, "58 or 80 millimetres")
        ->check(CLI::IsMember({58U, 80U}))
        ->capture_default_str();
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
