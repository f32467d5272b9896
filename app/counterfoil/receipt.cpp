#include <memory>
#include <ostream>

#include "app/core/init.hpp"
#include "app/core/logo.hpp"
#include "app/core/paperwork.hpp"
#include "app/core/print_jobs.hpp"
#include "app/core/printer_setup.hpp"
#include "app/core/reprint.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"
#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/text_renderer.hpp"

namespace app::counterfoil {

namespace {

enum class Medium { text, png, escpos };
constexpr Choices<Medium, 3> kMedia{
    {{"text", Medium::text}, {"png", Medium::png}, {"escpos", Medium::escpos}}};

struct Options {
    std::string db;
    std::string key_file;
    std::string number;
    Medium medium{Medium::text};
    std::string out{"-"};
    unsigned paper_mm{80};
    std::string profile;
    bool reprint{false};
    std::string cashier;
};

pos::Bytes rendered(const pos::document::Document& document, const Options& options,
                    const drivers::printer::Profile& profile,
                    const drivers::printer::Pictures& pictures) {
    switch (options.medium) {
        case Medium::text: {
            const bool narrow = profile.paper_mm <= 58;
            const auto text = drivers::printer::render_text(
                document, narrow ? drivers::printer::kColumns58mm : drivers::printer::kColumns80mm);
            const auto bytes = pos::as_bytes(text);
            return {bytes.begin(), bytes.end()};
        }
        case Medium::png: {
            drivers::printer::PaperPainter painter{profile.dots, pictures};
            return drivers::printer::render_png(document, profile.paper_mm, painter);
        }
        case Medium::escpos: {
            drivers::printer::PaperPainter painter{profile.dots, pictures};
            return drivers::printer::encode(document, profile, painter);
        }
    }
    return {};
}

core::Outcome<pos::store::Receipt> find(pos::store::Reader& reader, const std::string& number) {
    auto found = reader.receipt(number);
    if (!found) return std::unexpected{core::failure(found.error())};
    if (!*found) return core::refuse("There is no receipt " + number + " in this shop.");
    return std::move(**found);
}

/// `copy` 0 is the receipt itself.
void print(pos::store::Reader& reader, const pos::store::Receipt& receipt, std::uint32_t copy,
           const Options& options, Context& context) {
    const auto settings = core::read_settings(reader);
    if (!settings) return report(context, settings.error());
    const auto journals = reader.journals();
    if (!journals) return report(context, core::failure(journals.error()));
    const auto paperwork = core::Paperwork::open(*settings, journals->back());
    if (!paperwork) return report(context, paperwork.error());
    const auto pictures = core::ShopPictures::read(reader);
    if (!pictures) return report(context, pictures.error());
    auto credit = core::credit_on_receipt(reader, receipt.record);
    if (!credit) return report(context, core::failure(credit.error()));
    const auto document = paperwork->receipt(receipt, copy, std::move(*credit));
    const auto profile = options.profile.empty() ? core::built_in_profile(options.paper_mm)
                                                 : *core::named_profile(options.profile);
    write_out(options.out, rendered(document, options, profile, *pictures), context);
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto receipt = find(**reader, options.number);
    if (!receipt) return report(context, receipt.error());
    print(**reader, *receipt, 0, options, context);
}

void reprint(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return report(context, store.error());
    auto& reader = (*store)->reader();
    const auto receipt = find(reader, options.number);
    if (!receipt) return report(context, receipt.error());
    const auto shop = core::read_shop(reader, (*store)->journal(), options.cashier);
    if (!shop) return report(context, shop.error());
    const auto copy = core::journal_reprint(**store, *shop, *receipt, now);
    if (!copy) return report(context, copy.error());
    print(reader, *receipt, *copy, options, context);
}

}  // namespace

void add_receipt(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "receipt", "A receipt as text, as a picture of the paper or as printer bytes");
    command->add_option("NUMBER", options->number, "Its number, or another system's")->required();
    add_db(*command, options->db);
    add_choice(*command, "--format", options->medium, kMedia,
               "Words, a picture of the paper, or bytes for a printer");
    command->add_option("--out", options->out, "The file; - is standard output")
        ->capture_default_str();
    auto* paper = command->add_option("--paper", options->paper_mm, "58 or 80 millimetres");
    paper->check(CLI::IsMember({58U, 80U}))->capture_default_str();
    add_profile(*command, options->profile)->excludes(paper);
    command->add_flag("--reprint", options->reprint,
                      "Mark it as a duplicate and write that into the journal");
    command->add_option("--cashier", options->cashier,
                        "Who prints the duplicate; else the first manager");
    add_key(*command, options->key_file);
    command->callback(
        [options, &context] { (options->reprint ? reprint : show)(*options, context); });
}

}  // namespace app::counterfoil
