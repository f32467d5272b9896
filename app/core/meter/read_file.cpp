#include "app/core/meter/read_file.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <memory>

#include "app/core/tabular/input.hpp"
#include "pos/billing/meter/files/espi.hpp"
#include "pos/billing/meter/files/nem.hpp"

namespace app::core::meter {

namespace {

namespace files = pos::billing::meter::files;
namespace mbus = drivers::meter::mbus;
namespace rules = pos::billing::meter;
using Failed = std::unexpected<Failure>;

constexpr std::string_view kBlank = " \t\r\n";

bool is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The bytes that hexadecimal digits stand for, white space among them left out; of a text that
/// goes on, up to the last whole byte.
std::optional<pos::Bytes> hex_bytes(std::string_view text, bool goes_on = false) {
    std::string digits;
    for (const char c : text) {
        if (kBlank.contains(c)) continue;
        if (!is_hex_digit(c)) return std::nullopt;
        digits += c;
    }
    if (goes_on && digits.size() % 2 != 0) digits.pop_back();
    auto bytes = pos::from_hex(digits);
    if (!bytes || bytes->empty()) return std::nullopt;
    return std::move(*bytes);
}

Outcome<pos::locale::Zone> zone_named(const std::string& name) {
    auto zone = pos::locale::Zone::open(name);
    if (!zone) return misuse("\"" + name + "\" is no time zone; one looks like Europe/Berlin.");
    return std::move(*zone);
}

/// The zone that is so far ahead of UTC all the year: "Etc/GMT+8" of eight hours behind.
std::string fixed_zone(std::int32_t offset_s) {
    if (offset_s == 0 || offset_s % 3'600 != 0) return "UTC";
    const int hours = offset_s / 3'600;
    if (hours < -12 || hours > 14) return "UTC";
    return std::string{"Etc/GMT"} + (hours > 0 ? "-" : "+") + std::to_string(std::abs(hours));
}

Failed refused(const std::string& source, const files::Fault& fault) {
    const std::string line = fault.line == 0 ? "" : ":" + std::to_string(fault.line);
    return Failed{{FailureKind::refused, source + line + ": " + fault.reason}};
}

Outcome<FileSaid> read_nem(std::string_view bytes, const std::string& source,
                           const ReadOptions& options) {
    const auto zone =
        zone_named(options.zone.empty() ? std::string{files::kNemZone} : options.zone);
    if (!zone) return Failed{zone.error()};
    auto said = files::read_nem(bytes, *zone);
    if (!said) return refused(source, said.error());
    return FileSaid{FileFormat::nem, *zone, std::move(*said)};
}

Outcome<FileSaid> read_espi(std::string_view bytes, const std::string& source,
                            const ReadOptions& options) {
    auto said = files::read_espi(bytes);
    if (!said) return refused(source, said.error());
    const auto zone = zone_named(options.zone.empty() ? fixed_zone(said->utc_offset_s.value_or(0))
                                                      : options.zone);
    if (!zone) return Failed{zone.error()};
    return FileSaid{FileFormat::espi, *zone, std::move(*said)};
}

Outcome<FileSaid> read_mbus(std::string_view text, const std::string& source,
                            const ReadOptions& options) {
    const auto zone = zone_named(options.zone.empty() ? "UTC" : options.zone);
    if (!zone) return Failed{zone.error()};
    pos::Bytes bytes;
    if (auto hex = hex_bytes(text)) {
        bytes = std::move(*hex);
    } else {
        const auto plain = pos::as_bytes(text);
        bytes.assign(plain.begin(), plain.end());
    }
    FileSaid said{FileFormat::mbus, *zone};
    pos::BytesView rest{bytes};
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::string name = source + ": frame " + std::to_string(number) + ", ";
        const auto size = mbus::size_of_frame(rest).value_or(rest.size());
        const auto one = rest.first(std::clamp<std::size_t>(size, 1, rest.size()));
        const auto frame = mbus::read_frame(one);
        if (!frame) {
            return Failed{{FailureKind::refused, name + to_string(frame.error())}};
        }
        rest = rest.subspan(one.size());
        if (frame->kind == mbus::FrameKind::acknowledgement) continue;
        auto telegram = mbus::read_telegram(*frame);
        if (!telegram) {
            return Failed{{FailureKind::refused, name + to_string(telegram.error())}};
        }
        said.telegrams.push_back(std::move(*telegram));
    }
    return said;
}

Outcome<FileSaid> read_csv(std::string_view bytes, const std::string& source,
                           const ReadOptions& options) {
    const auto zone = zone_named(options.zone.empty() ? "UTC" : options.zone);
    if (!zone) return Failed{zone.error()};
    auto reader = tabular::Reader::open(tabular::memory_input(bytes), source, {});
    if (!reader) return Failed{{FailureKind::environment, to_string(reader.error())}};
    auto said = read_table(std::move(*reader), options.table, *zone);
    if (!said) return Failed{said.error()};
    return FileSaid{FileFormat::csv, *zone, std::move(*said)};
}

Outcome<std::string> whole(std::unique_ptr<tabular::Input> input, const std::string& source) {
    const std::size_t most = files::Limits{}.bytes;
    std::string bytes;
    std::string room(std::size_t{1} << 20, '\0');
    for (;;) {
        const auto got = input->read(room);
        if (!got) return Failed{{FailureKind::environment, to_string(got.error())}};
        if (*got == 0) return bytes;
        bytes.append(room, 0, *got);
        if (bytes.size() > most) {
            return refuse(source + " has more than " + std::to_string(most >> 20U) + " MiB.");
        }
    }
}

Outcome<FileSaid> read_input(
    std::expected<std::unique_ptr<tabular::Input>, tabular::InputError> input,
    const std::string& source, const ReadOptions& options) {
    if (!input) return Failed{{FailureKind::environment, to_string(input.error())}};
    const auto bytes = whole(std::move(*input), source);
    if (!bytes) return Failed{bytes.error()};
    return read_bytes(*bytes, source, options);
}

}  // namespace

FileFormat format_of(std::string_view bytes) {
    std::string_view text = bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    if (text.starts_with("100,NEM")) return FileFormat::nem;
    if (text.starts_with('<')) return FileFormat::espi;
    const auto begins_frame = [](pos::BytesView frame) {
        const auto size = mbus::size_of_frame(frame);
        return size && *size > 0 && mbus::read_frame(frame.first(std::min(*size, frame.size())));
    };
    if (begins_frame(pos::as_bytes(bytes))) return FileFormat::mbus;
    // A damaged frame is one all the same; a table has commas, or something that is no digit.
    constexpr std::size_t kEnough = 4'096;
    if (const auto hex = hex_bytes(text.substr(0, kEnough), text.size() > kEnough)) {
        if (mbus::size_of_frame(*hex).value_or(0) > 0) return FileFormat::mbus;
    }
    return FileFormat::csv;
}

Outcome<FileSaid> read_bytes(std::string_view bytes, const std::string& source,
                             const ReadOptions& options) {
    const FileFormat format =
        options.format == FileFormat::automatic ? format_of(bytes) : options.format;
    switch (format) {
        case FileFormat::nem:
            return read_nem(bytes, source, options);
        case FileFormat::espi:
            return read_espi(bytes, source, options);
        case FileFormat::mbus:
            return read_mbus(bytes, source, options);
        case FileFormat::automatic:
        case FileFormat::csv:
            break;
    }
    return read_csv(bytes, source, options);
}

Outcome<FileSaid> read_file(const std::string& path, const ReadOptions& options) {
    return read_input(tabular::open_input(path), path, options);
}

Outcome<FileSaid> read_stream(std::istream& in, const ReadOptions& options) {
    // One byte more than is taken shows that there are too many.
    std::string packed;
    std::string room(std::size_t{1} << 16, '\0');
    while (in && packed.size() <= files::Limits{}.bytes) {
        in.read(room.data(), static_cast<std::streamsize>(room.size()));
        packed.append(room, 0, static_cast<std::size_t>(in.gcount()));
    }
    return read_input(tabular::unpacked(tabular::memory_input(packed), "standard input"),
                      "standard input", options);
}

SeriesDays days_of(const files::Series& series, const pos::locale::Zone& zone) {
    SeriesDays told;
    const auto channel = files::channel_of(series, zone);
    if (channel) {
        for (const rules::Day& day : rules::days(*channel, zone)) {
            told.days.push_back({day.date, day.found, day.expected, day.actual, day.sum});
        }
        told.sum = rules::sum_of(*channel);
        return told;
    }
    told.remark = channel.error();
    std::map<pos::Date, DaySum> days;
    for (const files::Measured& measured : series.measured) {
        if (measured.quality == rules::Quality::missing) continue;
        const pos::Date date = zone.local(measured.start).date;
        DaySum& day = days[date];
        day.date = date;
        ++day.found;
        if (measured.quality == rules::Quality::actual) ++day.actual;
        day.sum += measured.quantity;
        told.sum += measured.quantity;
    }
    for (const auto& [date, day] : days) told.days.push_back(day);
    return told;
}

}  // namespace app::core::meter
