#include <istream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/counterfoil/command.hpp"
#include "pos/catalog/gs1/associations.hpp"
#include "pos/catalog/gs1/element_string.hpp"
#include "pos/catalog/gs1/reading.hpp"

namespace app::counterfoil {

namespace {

namespace gs1 = pos::catalog::gs1;
using Json = nlohmann::ordered_json;

struct Options {
    bool json{false};
    bool whole_item{false};
};

gs1::Result<gs1::Elements> read(const std::string& line, const Options& options) {
    auto elements = gs1::read(line);
    if (elements && options.whole_item) {
        if (const auto met = gs1::check_needs(*elements); !met) {
            return std::unexpected{met.error()};
        }
    }
    return elements;
}

Json json_of(const std::string& line, const gs1::Result<gs1::Elements>& elements) {
    Json json{{"input", line},
              {"ok", elements.has_value()},
              {"gtin", nullptr},
              {"elements", Json::array()},
              {"element_string", nullptr},
              {"error", nullptr}};
    if (!elements) {
        json["error"] = gs1::words_of(elements.error());
        return json;
    }
    if (const auto number = gs1::trade_item_number(*elements)) json["gtin"] = *number;
    for (const auto& element : *elements) {
        json["elements"].push_back({{"ai", element.ai}, {"value", element.value}});
    }
    json["element_string"] = gs1::unbracketed(*elements);
    // Not an error: another code on the same goods may hold what this one lacks.
    if (const auto met = gs1::check_needs(*elements); !met) {
        json["missing"] = gs1::words_of(met.error());
    }
    return json;
}

void print(std::ostream& out, const std::string& line, const gs1::Result<gs1::Elements>& elements) {
    if (!elements) {
        out << line << ": " << gs1::words_of(elements.error()) << '\n';
        return;
    }
    out << gs1::bracketed(*elements) << '\n';
    for (const auto& element : *elements) {
        const auto* identifier = gs1::Dictionary::standard().find(element.ai);
        out << "  " << identifier->title << ": " << element.value << '\n';
    }
    if (const auto met = gs1::check_needs(*elements); !met) {
        out << "  " << gs1::words_of(met.error()) << '\n';
    }
}

void run(const Options& options, Context& context) {
    std::string line;
    while (context.out && std::getline(context.in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        const auto elements = read(line, options);
        if (options.json) {
            // Bytes that are no UTF-8 are shown as U+FFFD.
            context.out
                << json_of(line, elements).dump(-1, ' ', false, Json::error_handler_t::replace)
                << '\n';
        } else {
            print(context.out, line, elements);
        }
        if (context.in.rdbuf()->in_avail() <= 0) context.out.flush();  // someone may wait for it
    }
}

}  // namespace

void add_gs1(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "gs1", "What GS1 codes say: reads them from standard input, one a line, and answers each");
    command->footer(
        "Codes as scanners send them (]d2…), unbracketed with ^ for FNC1, bracketed (01)…, GS1 "
        "Digital "
        "Links, or plain GTINs.");
    command->add_flag("--whole-item", options->whole_item,
                      "Each line is all that an item says: refuse one that lacks a needed element");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
