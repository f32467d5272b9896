#include <charconv>
#include <map>
#include <memory>
#include <ostream>
#include <sstream>

#include "app/counterfoil/emulate/emulate.hpp"
#include "drivers/scale/emulator/emulated_scale.hpp"

namespace app::counterfoil {

namespace {

using drivers::scale::Protocol;
using drivers::scale::emulator::EmulatedScale;
using drivers::scale::emulator::Load;

const std::map<std::string, Protocol> kProtocols{
    {"8217", Protocol::toledo_8217}, {"nci", Protocol::nci}, {"dialog06", Protocol::dialog06}};

struct Options {
    EmulateOptions host;
    std::string protocol{"8217"};
    std::string load{"0"};
    std::string polynomial;
};

/// "1250", "1250 moving", "over", "silent", "garbled": grams and how the scale feels.
std::optional<Load> load_of(const std::string& text) {
    Load load;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        if (word == "moving") {
            load.moving = true;
        } else if (word == "over") {
            load.over = true;
        } else if (word == "silent") {
            load.silent = true;
        } else if (word == "garbled") {
            load.garbled = true;
        } else {
            const char* const end = word.data() + word.size();
            const auto read = std::from_chars(word.data(), end, load.grams);
            if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
        }
    }
    return load;
}

void run(const Options& options, Context& context) {
    EmulatedScale::Options scale_options{.protocol = kProtocols.at(options.protocol)};
    if (!options.polynomial.empty()) {
        scale_options.polynomial =
            static_cast<std::uint16_t>(std::stoul(options.polynomial, nullptr, 16));
    }
    EmulatedScale scale{scale_options};
    scale.put(load_of(options.load).value_or(Load{}));
    host(scale, options.host, "--scale " + options.protocol + '@', context,
         [&](const std::string& line) {
             if (const auto load = load_of(line)) {
                 scale.put(*load);
             } else {
                 context.err << "Type grams, moving, over, silent or garbled.\n";
             }
         });
}

}  // namespace

void add_emulate_scale(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = emulate.add_subcommand(
        "scale", "A scale; type grams (and moving, over, silent, garbled) to load it");
    add_host_options(*command, options->host, true);
    command->add_option("--protocol", options->protocol, "8217, nci or dialog06")
        ->check(CLI::IsMember(kProtocols))
        ->capture_default_str();
    command->add_option("--load", options->load, "Grams that lie on it at first")
        ->check([](const std::string& text) {
            return load_of(text) ? std::string{} : "no load: " + text;
        });
    command
        ->add_option("--polynomial", options->polynomial,
                     "Dialog 06: ask the till for proof with this polynomial, as in 8BB7")
        ->check([](const std::string& text) {
            const bool hex = !text.empty() && text.size() <= 4 &&
                             text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
            return hex ? std::string{} : "not four hexadecimal digits: " + text;
        });
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
