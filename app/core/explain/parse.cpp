#include "app/core/explain/parse.hpp"

#include <iterator>
#include <set>
#include <utility>

namespace app::core::explain {

namespace {

constexpr std::size_t kTwiceMax = 20;

/// Goes over a text and says how far it has come.
class FollowedText {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    FollowedText(const char* at, const char** reached) : at_{at}, reached_{reached} {}

    reference operator*() const { return *at_; }
    FollowedText& operator++() {
        *reached_ = ++at_;
        return *this;
    }
    FollowedText operator++(int) {
        const FollowedText before = *this;
        ++*this;
        return before;
    }
    bool operator==(const FollowedText& other) const { return at_ == other.at_; }

private:
    const char* at_;
    const char** reached_;
};

/// Objects and lists around what is read, and the names that each object has so far.
class NamesSeen {
public:
    explicit NamesSeen(std::string_view text) : text_{text} {}

    void open(bool is_object) { levels_.push_back({.is_object = is_object, .names = {}}); }
    void close() {
        if (!levels_.empty()) levels_.pop_back();
        pass();
    }
    /// What was read is one entry of its list.
    void pass() {
        if (!levels_.empty() && !levels_.back().is_object) ++levels_.back().index;
    }
    /// `end`: right behind its closing quotation mark.
    void name(const std::string& name, std::size_t end, std::vector<Twice>& twice) {
        if (levels_.empty()) return;
        levels_.back().name = name;
        if (levels_.back().names.insert(name).second || twice.size() == kTwiceMax) return;
        twice.push_back({path(), begin_of(end)});
    }

private:
    struct Level {
        bool is_object{false};
        std::set<std::string> names;
        std::string name{};
        std::size_t index{0};
    };

    std::string path() const {
        std::string path;
        for (const Level& level : levels_) {
            if (level.is_object) {
                path += (path.empty() ? "" : ".") + level.name;
            } else {
                path += "[" + std::to_string(level.index) + "]";
            }
        }
        return path.empty() ? "line" : path;
    }

    /// A name's opening quotation mark is the nearest before its end that nothing escapes.
    std::size_t begin_of(std::size_t end) const {
        if (end < 2) return 0;
        for (std::size_t at = end - 2; at > 0; --at) {
            if (text_[at] != '"') continue;
            std::size_t escapes = 0;
            while (escapes < at && text_[at - 1 - escapes] == '\\') ++escapes;
            if (escapes % 2 == 0) return at;
        }
        return 0;
    }

    std::string_view text_;
    std::vector<Level> levels_;
};

}  // namespace

Parsed parse_json(std::string_view text, int depth_max) {
    Parsed parsed;
    NamesSeen names{text};
    const char* reached = text.data();
    const auto see = [&](int depth, Json::parse_event_t event, Json& value) {
        parsed.too_deep = parsed.too_deep || depth > depth_max;
        if (parsed.too_deep) return depth <= depth_max;
        switch (event) {
            case Json::parse_event_t::object_start:
                names.open(true);
                break;
            case Json::parse_event_t::array_start:
                names.open(false);
                break;
            case Json::parse_event_t::object_end:
            case Json::parse_event_t::array_end:
                names.close();
                break;
            case Json::parse_event_t::key:
                names.name(value.get_ref<const std::string&>(),
                           static_cast<std::size_t>(reached - text.data()), parsed.twice);
                break;
            case Json::parse_event_t::value:
                names.pass();
                break;
        }
        return true;
    };
    const FollowedText begin{text.data(), &reached};
    const FollowedText end{text.data() + text.size(), &reached};
    parsed.json = Json::parse(begin, end, see, false);
    if (parsed.too_deep) parsed.json = Json(Json::value_t::discarded);
    return parsed;
}

TextPlace place_in(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    const auto last = before.rfind('\n');
    const std::size_t column = last == before.npos ? before.size() : before.size() - last - 1;
    return {lines + 1, column + 1};
}

}  // namespace app::core::explain
