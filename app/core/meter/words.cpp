#include "app/core/meter/words.hpp"

#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::meter {

namespace {

namespace mbus = drivers::meter::mbus;
using Json = nlohmann::ordered_json;

std::string name_of(mbus::Function function) {
    switch (function) {
        case mbus::Function::instantaneous:
            return "now";
        case mbus::Function::maximum:
            return "maximum";
        case mbus::Function::minimum:
            return "minimum";
        case mbus::Function::during_error:
            return "during an error";
    }
    POS_ASSERT(!"a function");
}

struct Text {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(pos::Exact number) const { return to_string(number); }
    std::string operator()(const mbus::MeterTime& time) const {
        return to_string(time) + (time.in_doubt ? " (in doubt)" : "");
    }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const pos::Bytes& bytes) const { return "0x" + pos::to_hex(bytes); }
};

/// What kind of thing a value is.
struct Kind {
    const char* operator()(std::monostate) const { return "nothing"; }
    const char* operator()(pos::Exact) const { return "number"; }
    const char* operator()(const mbus::MeterTime&) const { return "time"; }
    const char* operator()(const std::string&) const { return "text"; }
    const char* operator()(const pos::Bytes&) const { return "bytes"; }
};

}  // namespace

std::string name_of(FileFormat format) {
    switch (format) {
        case FileFormat::automatic:
            return "auto";
        case FileFormat::nem:
            return "nem";
        case FileFormat::espi:
            return "espi";
        case FileFormat::mbus:
            return "mbus";
        case FileFormat::csv:
            return "csv";
    }
    POS_ASSERT(!"a format");
}

std::string name_of(pos::billing::meter::Quality quality) {
    using pos::billing::meter::Quality;
    switch (quality) {
        case Quality::actual:
            return "actual";
        case Quality::substituted:
            return "substituted";
        case Quality::estimated:
            return "estimated";
        case Quality::missing:
            return "missing";
    }
    POS_ASSERT(!"a quality");
}

std::string name_of(pos::billing::meter::Source source) {
    using pos::billing::meter::Source;
    switch (source) {
        case Source::actual:
            return "actual";
        case Source::customer:
            return "customer";
        case Source::estimated:
            return "estimated";
    }
    POS_ASSERT(!"a source");
}

std::string iso(pos::Instant at) {
    constexpr std::int64_t kDayMs = 86'400'000;
    const std::int64_t days = at.unix_ms / kDayMs - (at.unix_ms % kDayMs < 0 ? 1 : 0);
    const std::int64_t second = (at.unix_ms - days * kDayMs) / 1'000;
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return to_string(pos::Date{static_cast<std::int32_t>(days)}) + 'T' + two(second / 3'600) + ':' +
           two(second / 60 % 60) + ':' + two(second % 60) + 'Z';
}

std::string title_of(const mbus::Telegram& telegram) {
    std::string title = telegram.manufacturer;
    const auto add = [&](const std::string& part, const char* between) {
        if (!part.empty()) title += (title.empty() ? "" : between) + part;
    };
    add(telegram.identification, " ");
    if (telegram.identification.empty()) return "a meter that does not say who it is";
    add(mbus::medium_name(telegram.medium), ", ");
    add(mbus::status_words(telegram.status), ", ");
    return title;
}

std::string value_text(const mbus::Datum& value) {
    return std::visit(Text{}, value);
}

std::string remarks_of(const mbus::Record& record) {
    std::string remarks;
    for (const std::string& remark : record.meaning.remarks) {
        remarks += (remarks.empty() ? "" : ", ") + remark;
    }
    return remarks;
}

Json json_of(const mbus::Record& record) {
    Json json{{"quantity", record.meaning.quantity},
              {"value", value_text(record.value)},
              {"kind", std::visit(Kind{}, record.value)},
              {"unit", record.meaning.unit},
              {"function", name_of(record.function)},
              {"storage", record.storage},
              {"tariff", record.tariff},
              {"device", record.device}};
    if (!record.meaning.remarks.empty()) json["remarks"] = record.meaning.remarks;
    return json;
}

Json json_of(const mbus::Telegram& telegram) {
    Json json{{"identification", telegram.identification},
              {"manufacturer", telegram.manufacturer},
              {"version", telegram.version},
              {"medium", mbus::medium_name(telegram.medium)},
              {"access", telegram.access},
              {"status", mbus::status_words(telegram.status)},
              {"more_follows", telegram.more_follows},
              {"manufacturer_data", pos::to_hex(telegram.manufacturer_data)},
              {"records", Json::array()}};
    for (const mbus::Record& record : telegram.records) {
        json["records"].push_back(json_of(record));
    }
    return json;
}

}  // namespace app::core::meter
