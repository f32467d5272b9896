#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/invoice/load.hpp"
#include "app/core/invoice/verdict.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"
#include "app/counterfoil/invoice_shapes.hpp"

namespace app::counterfoil {

namespace {

namespace inv = pos::billing::invoice;
namespace rules = pos::billing::invoice::check;
using core::invoice::Asked;

enum class Language { english, german };
constexpr Choices<Language, 2> kLanguages{{{"en", Language::english}, {"de", Language::german}}};

constexpr Choices<Asked, 4> kRules{{{"named", Asked::named},
                                    {"en16931", Asked::en16931},
                                    {"xrechnung", Asked::xrechnung},
                                    {"peppol", Asked::peppol}}};

struct Conversion {
    std::string file;
    core::invoice::Shape to{core::invoice::Shape::ubl};
    std::string out{"-"};
    Language language{Language::english};
};

std::string converted(const inv::Invoice& invoice, const Conversion& options) {
    return core::invoice::write_as(options.to, invoice,
                                   options.language == Language::german ? "de" : "en");
}

const char* words_of(inv::Reason reason) {
    switch (reason) {
        case inv::Reason::no_place:
            return "is not of EN 16931 and is left out";
        case inv::Reason::repeated:
            return "stands there once more and is left out";
        case inv::Reason::no_figure:
            return "is no figure and is left out";
        case inv::Reason::no_date:
            return "is no date and is left out";
    }
    return "";
}

/// What an invoice loses on the way, each with its line.
void report_leftovers(const inv::Reading& reading, const std::string& file, Context& context) {
    constexpr std::size_t kTextMax = 60;
    for (const inv::Leftover& leftover : reading.leftovers) {
        context.err << file << ":" << leftover.line << ": " << leftover.path << " "
                    << words_of(leftover.reason);
        if (!leftover.text.empty()) context.err << ": " << leftover.text.substr(0, kTextMax);
        context.err << '\n';
    }
}

void convert(const Conversion& options, Context& context) {
    const auto reading = core::invoice::load(options.file);
    if (!reading) return report(context, reading.error());
    report_leftovers(*reading, options.file, context);
    write_out(options.out, converted(reading->invoice, options), context);
}

struct Checking {
    std::vector<std::string> files;
    Asked rules{Asked::named};
    bool json{false};
};

using Json = nlohmann::ordered_json;

Json text_of(const std::optional<inv::Figure>& figure) {
    return figure ? Json(to_string(*figure)) : Json();
}

Json json_of(const std::string& file, const inv::Invoice& invoice,
             const core::invoice::Verdict& verdict) {
    Json json{{"file", file},
              {"ok", verdict.ok},
              {"fatal", Json::array()},
              {"warnings", Json::array()},
              {"totals",
               {{"net", text_of(invoice.totals.net)},
                {"tax", text_of(invoice.totals.tax)},
                {"gross", text_of(invoice.totals.gross)},
                {"payable", text_of(invoice.totals.payable)}}}};
    for (const rules::Finding& finding : verdict.findings)
        json[finding.severity == rules::Severity::fatal ? "fatal" : "warnings"].push_back(
            finding.rule);
    return json;
}

void print(const std::string& file, const core::invoice::Verdict& verdict, Context& context) {
    context.out << file << ": " << (verdict.ok ? "right" : "wrong") << '\n';
    for (const rules::Finding& finding : verdict.findings) {
        context.out << "  " << (finding.severity == rules::Severity::fatal ? "fatal  " : "warning")
                    << "  " << finding.rule << "  " << finding.words;
        if (!finding.example.empty()) context.out << " (" << finding.example << ")";
        if (finding.count > 1) context.out << ", " << finding.count << " times";
        context.out << '\n';
    }
}

void write_json(const Json& json, Context& context) {
    context.out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void check_one(const std::string& file, const Checking& options, Context& context) {
    const auto reading = core::invoice::load(file);
    if (!reading) {
        // The other files are checked all the same; what cannot be read at all weighs most.
        if (options.json) {
            Json json = json_of(file, inv::Invoice{}, core::invoice::Verdict{});
            json["error"] = reading.error().words;
            write_json(json, context);
        }
        const Exit before = context.exit;
        report(context, reading.error());
        context.exit = std::max(before, context.exit);
        return;
    }
    const auto verdict = core::invoice::judge(*reading, options.rules);
    if (options.json) {
        write_json(json_of(file, reading->invoice, verdict), context);
    } else {
        print(file, verdict, context);
    }
    if (!verdict.ok) context.exit = std::max(context.exit, Exit::refused);
}

void add_convert(CLI::App& parent, Context& context) {
    auto options = std::make_shared<Conversion>();
    auto* command = parent.add_subcommand(
        "convert", "An e-invoice (UBL or CII) in its other shape, or as people read it");
    command->add_option("FILE", options->file, "The invoice, .gz and .zst too; - is standard input")
        ->required();
    add_choice(*command, "--to", options->to, kInvoiceShapes, "The shape it gets");
    command->add_option("--out", options->out, "The file; - is standard output")
        ->capture_default_str();
    add_choice(*command, "--language", options->language, kLanguages, "The words people read");
    command->callback([options, &context] { convert(*options, context); });
}

void add_check(CLI::App& parent, Context& context) {
    auto options = std::make_shared<Checking>();
    auto* command = parent.add_subcommand(
        "check", "What the rules of EN 16931, XRechnung and Peppol say of e-invoices");
    command->add_option("FILE", options->files, "Invoices, .gz and .zst too; - is standard input")
        ->required();
    add_choice(*command, "--rules", options->rules, kRules,
               "Whose rules beside EN 16931's; named: those that the invoice says it keeps");
    add_json(*command, options->json);
    command->callback([options, &context] {
        for (const std::string& file : options->files) check_one(file, *options, context);
    });
}

}  // namespace

void add_invoice(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand("invoice", "E-invoices: convert and check them");
    command->require_subcommand(1);
    add_convert(*command, context);
    add_check(*command, context);
}

}  // namespace app::counterfoil
