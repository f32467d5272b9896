// Goal: M-Bus frames of real meters say to us what they say to a well-known decoder, and damaged
// frames are refused.
// Method: every frame of the collection against its decoded XML: who the meter is, and each
// record's function, storage, tariff, device, quantity, unit and figure.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "drivers/meter/mbus/telegram.hpp"
#include "pos/money/decimal.hpp"
#include "pos/xml/read.hpp"
#include "tests/conformance/meters/files.hpp"

using namespace drivers::meter;
using tests::Differences;
using tests::Json;

namespace {

std::expected<pos::Bytes, std::string> bytes_of_hex(const std::string& path) {
    std::string digits;
    for (const char c : tests::bytes_of_file(path)) {
        if (!std::isspace(static_cast<unsigned char>(c))) digits += c;
    }
    const auto bytes = pos::from_hex(digits);
    if (!bytes) return std::unexpected{"no hexadecimal digits"};
    return *bytes;
}

/// What we say, or why not.
std::expected<mbus::Telegram, std::string> told(const std::string& path) {
    const auto bytes = bytes_of_hex(path);
    if (!bytes) return std::unexpected{bytes.error()};
    const auto frame = mbus::read_frame(*bytes);
    if (!frame) return std::unexpected{to_string(frame.error())};
    auto telegram = mbus::read_telegram(*frame);
    if (!telegram) return std::unexpected{to_string(telegram.error())};
    return *telegram;
}

/// The decoder's words for ours.
const std::map<std::string, std::string> kQuantities{
    {"Energy", "energy"},
    {"Volume", "volume"},
    {"Power", "power"},
    {"Time point (date)", "date"},
    {"Volume flow", "volume flow"},
    {"Time point (date & time)", "date and time"},
    {"Return temperature", "return temperature"},
    {"Flow temperature", "flow temperature"},
    {"Fabrication No", "fabrication number"},
    {"Voltage", "voltage"},
    {"Temperature difference", "temperature difference"},
    {"Current", "current"},
    {"Manufacturer specific", "manufacturer specific"},
    {"Operating time", "operating time"},
    {"On time", "on time"},
    {"External temperature", "external temperature"},
    {"Error flags", "error flags"},
    {"Software version", "software version"},
    {"Firmware version", "firmware version"},
    {"Dimensionless", "dimensionless"},
    {"Averaging Duration", "averaging duration"},
    {"H.C.A.", "heat cost allocation"},
    {"Customer location", "customer location"},
    {"Reserved", "reserved"},
    {"Parameter set identification", "parameter set"},
    {"Model / Version", "model or version"},
    {"Digital Input", "digital input"},
    {"Digital Output", "digital output"},
    {"Medium", "medium"},
    {"Actuality Duration", "actuality duration"},
    {"(Enhanced) Identification", "identification"},
    {"Special supplier information", "supplier information"},
    {"Reset counter", "reset counter"},
};
/// Its files are UTF-8 and say that they are Latin 1.
const std::map<std::string, std::string> kUnits{{"m^3", "m³"},    {"m^3/h", "m³/h"},
                                                {"Â°C", "°C"},    {"Units for H.C.A.", "HCA units"},
                                                {"Reserved", ""}, {"-", ""}};
/// How many of ours make one of its, which counters of the old sort it does not reckon in.
const std::map<std::string, double> kFixedUnits{
    {"l", 0.001}, {"reserved but historic", 0.001}, {"kWh", 1'000}};
const std::map<std::string, mbus::Function> kFunctions{
    {"Instantaneous value", mbus::Function::instantaneous},
    {"Maximum value", mbus::Function::maximum},
    {"Minimum value", mbus::Function::minimum},
    {"Value during error state", mbus::Function::during_error},
    {"Actual value", mbus::Function::instantaneous}};

std::string or_same(const std::map<std::string, std::string>& words, const std::string& word) {
    const auto found = words.find(word);
    return found == words.end() ? word : found->second;
}

std::string text_of(const pos::xml::Element& parent, const char* name) {
    const auto* child = parent.child("", name);
    return child == nullptr ? "" : std::string{child->trimmed()};
}

/// Bytes as the decoder writes those that say nothing to it.
std::string spaced_hex(const pos::Bytes& bytes) {
    std::string text;
    for (const std::byte byte : bytes) {
        std::string two = pos::to_hex(std::array{byte});
        for (char& c : two) c = static_cast<char>(std::toupper(c));
        text += (text.empty() ? "" : " ") + two;
    }
    return text;
}

struct Shown {
    std::string expected;
    bool operator()(std::monostate) const { return expected.empty(); }
    bool operator()(pos::Exact number) const {
        const double found = std::stod(to_string(number));
        // The decoder computes in floating point and writes six decimals.
        const double wanted = std::stod(expected);
        return std::abs(found - wanted) <= 1e-6 + 1e-6 * std::abs(wanted);
    }
    bool operator()(const mbus::MeterTime& time) const {
        if (time.in_doubt) return expected == "1900-01-00T00:00:00Z";
        std::string text = to_string(time);
        if (time.second_of_day && *time.second_of_day % 60 == 0) text += ":00";
        return text + (time.second_of_day ? "Z" : "") == expected;
    }
    bool operator()(const std::string& text) const { return pos::xml::trim(text) == expected; }
    bool operator()(const pos::Bytes& bytes) const {
        if (expected.contains("-00")) return true;  // no date, which it writes all the same
        const pos::Bytes turned{bytes.rbegin(), bytes.rend()};
        return spaced_hex(bytes) == expected || spaced_hex(turned) == expected;
    }
};
struct Words {
    std::string operator()(std::monostate) const { return "nothing"; }
    std::string operator()(pos::Exact number) const { return to_string(number); }
    std::string operator()(const mbus::MeterTime& time) const { return to_string(time); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const pos::Bytes& bytes) const { return "bytes " + spaced_hex(bytes); }
};

class Comparison {
public:
    void same(const std::string& what, const std::string& expected, const std::string& found) {
        if (expected != found)
            differences.push_back(what + ": expected " + expected + ", got " + found);
    }

    void fixed(const std::string& name, const pos::xml::Element& expected,
               const mbus::Record& found) {
        const double wanted =
            std::stod(text_of(expected, "Value")) * kFixedUnits.at(text_of(expected, "Unit"));
        if (!std::visit(Shown{std::to_string(wanted)}, found.value)) {
            differences.push_back(name + " value: expected " + std::to_string(wanted));
        }
    }

    void record(const std::string& name, const pos::xml::Element& expected,
                const mbus::Record& found) {
        if (text_of(expected, "Function") == "Actual value") return fixed(name, expected, found);
        const std::string quantity = text_of(expected, "Quantity");
        same(name + " quantity", or_same(kQuantities, quantity), found.meaning.quantity);
        same(name + " unit", or_same(kUnits, text_of(expected, "Unit")), found.meaning.unit);
        if (kFunctions.at(text_of(expected, "Function")) != found.function) {
            differences.push_back(name + " function: expected " + text_of(expected, "Function"));
        }
        same(name + " storage", text_of(expected, "StorageNumber"), std::to_string(found.storage));
        if (const std::string tariff = text_of(expected, "Tariff"); !tariff.empty()) {
            same(name + " tariff", tariff, std::to_string(found.tariff));
            same(name + " device", text_of(expected, "Device"), std::to_string(found.device));
        }
        const std::string value = text_of(expected, "Value");
        if (!std::visit(Shown{value}, found.value)) {
            differences.push_back(name + " value: expected " + value + ", got " +
                                  std::visit(Words{}, found.value));
        }
    }

    Differences differences;
};

Differences compare_frame(const Json& json) {
    const auto path = json.get<std::string>();
    const auto found = told(path);
    if (!found) throw std::runtime_error{found.error()};
    const std::string xml_path = path.substr(0, path.size() - 4) + ".norm.xml";
    const std::string xml = tests::bytes_of_file(xml_path);
    const auto document = pos::xml::read(xml);
    if (!document) throw std::runtime_error{to_string(document.error())};

    Comparison comparison;
    std::size_t next = 0;
    for (const auto& element : document->root().children()) {
        if (element.name == "SlaveInformation") {
            std::string id = text_of(element, "Id");
            id.insert(0, 8 - std::min<std::size_t>(8, id.size()), '0');
            comparison.same("identification", id, found->identification);
            if (!found->fixed) {
                comparison.same("manufacturer", text_of(element, "Manufacturer"),
                                found->manufacturer);
                comparison.same("version", text_of(element, "Version"),
                                std::to_string(found->version));
            }
            comparison.same("access", text_of(element, "AccessNumber"),
                            std::to_string(found->access));
            comparison.same("status", text_of(element, "Status"),
                            spaced_hex({std::byte{found->status}}));
            continue;
        }
        const std::string function = text_of(element, "Function");
        if (function == "Manufacturer specific" || function == "More records follow") {
            comparison.same("more follows", function == "More records follow" ? "1" : "0",
                            found->more_follows ? "1" : "0");
            comparison.same("manufacturer data", text_of(element, "Value"),
                            spaced_hex(found->manufacturer_data));
            continue;
        }
        if (next == found->records.size()) {
            comparison.differences.push_back("records: too few");
            break;
        }
        if (element.first_child == nullptr) {  // what the decoder could not make out
            ++next;
            continue;
        }
        comparison.record("record " + std::to_string(next), element, found->records[next]);
        ++next;
    }
    if (next != found->records.size()) comparison.differences.push_back("records: too many");
    return comparison.differences;
}

}  // namespace

TEST(MbusFrames, say_what_a_well_known_decoder_says) {
    const auto cases = tests::files_as_cases("utility/mbus", "test-frames_", ".hex");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("meters", "mbus/test-frames", cases, compare_frame);
}

TEST(MbusFrames, damaged_ones_and_errors_of_meters_are_refused_in_words) {
    const auto cases = tests::files_as_cases("utility/mbus", "error-frames_", ".hex");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("meters", "mbus/error-frames", cases, [](const Json& path) -> Differences {
        const auto found = told(path.get<std::string>());
        if (found) return {"refused: expected yes, got no"};
        const std::string name = path.get<std::string>();
        const bool of_the_meter = std::filesystem::exists(name.substr(0, name.size() - 4) + ".xml");
        if (of_the_meter == found.error().starts_with("the meter answers")) return {};
        return {"words: " + found.error()};
    });
}

TEST(MbusFrames, of_masters_and_other_sorts_are_refused) {
    const auto cases = tests::files_as_cases("utility/mbus", "unsupported-frames_", ".hex");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("meters", "mbus/unsupported-frames", cases,
                     [](const Json& path) -> Differences {
                         const auto found = told(path.get<std::string>());
                         if (!found) return {};
                         return {"refused: expected yes, got no"};
                     });
}
