#include "drivers/printer/profile.hpp"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

namespace drivers::printer {

namespace {

using nlohmann::json;

/// Reads fields one by one and remembers the first that is wrong.
class Fields {
public:
    explicit Fields(const json& object) : object_{object} {}

    std::string text(const char* key) {
        const json* value = find(key);
        if (value != nullptr && value->is_string()) return value->get<std::string>();
        complain(fmt::format("\"{}\" must be a text", key));
        return {};
    }

    unsigned number(const char* key, unsigned low, unsigned high) {
        const json* value = find(key);
        if (value != nullptr && value->is_number_unsigned()) {
            const auto found = value->get<std::uint64_t>();
            if (found >= low && found <= high) return static_cast<unsigned>(found);
        }
        complain(fmt::format("\"{}\" must be a whole number from {} to {}", key, low, high));
        return low;
    }

    bool flag(const char* key) {
        const json* value = find(key);
        if (value != nullptr && value->is_boolean()) return value->get<bool>();
        complain(fmt::format("\"{}\" must be true or false", key));
        return false;
    }

    template <class Enum>
    Enum choice(const char* key, std::initializer_list<std::pair<std::string_view, Enum>> choices) {
        const std::string found = text(key);
        std::string names;
        for (const auto& [name, value] : choices) {
            if (found == name) return value;
            names += (names.empty() ? "\"" : ", \"") + std::string{name} + '"';
        }
        complain(fmt::format("\"{}\" must be one of {}", key, names));
        return choices.begin()->second;
    }

    /// What a profile may leave out.
    unsigned number_or(const char* key, unsigned low, unsigned high, unsigned usual) {
        return find(key) == nullptr ? usual : number(key, low, high);
    }
    bool flag_or(const char* key, bool usual) { return find(key) == nullptr ? usual : flag(key); }
    template <class Enum>
    Enum choice_or(const char* key,
                   std::initializer_list<std::pair<std::string_view, Enum>> choices) {
        return find(key) == nullptr ? choices.begin()->second : choice(key, choices);
    }

    std::vector<NumberedPage> pages(const char* key) {
        const json* value = find(key);
        std::vector<NumberedPage> pages;
        if (value == nullptr || !value->is_array()) {
            complain(fmt::format("\"{}\" must be a list", key));
            return pages;
        }
        for (const json& entry : *value) {
            Fields fields{entry};
            const auto number = static_cast<std::uint8_t>(fields.number("number", 0, 255));
            const std::string name = fields.text("name");
            if (fields.error_) {
                complain(fmt::format("\"{}\": {}", key, *fields.error_));
                return pages;
            }
            auto page = CodePage::open(name);
            if (!page) {
                complain(fmt::format("\"{}\": unknown code page \"{}\"", key, name));
                return pages;
            }
            pages.push_back({number, name, std::move(*page)});
        }
        return pages;
    }

    void complain(std::string words) {
        if (!error_) error_ = std::move(words);
    }
    const std::optional<std::string>& error() const { return error_; }

private:
    const json* find(const char* key) const {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(key);
        return found == object_.end() ? nullptr : &*found;
    }

    const json& object_;
    std::optional<std::string> error_;
};

}  // namespace

std::expected<Profile, ProfileError> parse_profile(std::string_view text) {
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object()) return std::unexpected{ProfileError{"it is not a JSON object"}};
    Fields fields{object};
    Profile profile;
    profile.name = fields.text("name");
    profile.language = fields.choice_or<PrinterLanguage>(
        "language", {{"escpos", PrinterLanguage::escpos},
                     {"star_line", PrinterLanguage::star_line},
                     {"star_raster", PrinterLanguage::star_raster}});
    profile.paper_mm = fields.number("paper_mm", 30, 120);
    profile.dots = fields.number("dots", 128, 1024);
    if (profile.dots % 8 != 0) fields.complain("\"dots\" must be a multiple of 8");
    profile.dots_per_inch = fields.number_or("dots_per_inch", 100, 600, 203);
    profile.feed_steps_per_inch =
        fields.number_or("feed_steps_per_inch", 100, 1200, profile.dots_per_inch);
    profile.columns = fields.number("columns", 16, 96);
    profile.columns_small = fields.number("columns_small", 0, 128);
    if (profile.columns_small != 0 && profile.columns_small < 16) {
        fields.complain("\"columns_small\" must be 0 or at least 16");
    }
    profile.pages = fields.pages("code_pages");
    profile.cutter = fields.choice<Cutter>(
        "cutter", {{"none", Cutter::none}, {"partial", Cutter::partial}, {"full", Cutter::full}});
    profile.feed_lines = fields.number("feed_lines", 0, 20);
    profile.graphics = fields.choice<Graphics>(
        "graphics", {{"raster", Graphics::raster}, {"column", Graphics::column}});
    profile.keeps_pictures = fields.flag_or("keeps_pictures", false);
    if (profile.keeps_pictures && profile.language != PrinterLanguage::escpos) {
        fields.complain("\"keeps_pictures\" is for printers of \"escpos\"");
    }
    profile.drawer_on_ms = fields.number_or("drawer_on_ms", 0, 510, 50);
    profile.drawer_off_ms = fields.number_or("drawer_off_ms", 0, 510, 500);
    profile.barcode = fields.flag("barcode");
    profile.qr = fields.flag("qr");
    profile.multibyte_off = fields.flag("multibyte_off");
    profile.process_ids = fields.flag_or("process_ids", false);
    if (fields.error()) return std::unexpected{ProfileError{*fields.error()}};
    return profile;
}

std::expected<Profile, ProfileError> load_profile(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::unexpected{ProfileError{"cannot read " + file.string()}};
    std::ostringstream content;
    content << in.rdbuf();
    auto profile = parse_profile(content.view());
    if (!profile) {
        return std::unexpected{ProfileError{file.string() + ": " + profile.error().words}};
    }
    return profile;
}

}  // namespace drivers::printer
