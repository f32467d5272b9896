#pragma once

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/money/exact.hpp"

namespace app::core::explain {

using Json = nlohmann::ordered_json;

/// What is wrong with one field of a request.
struct Problem {
    std::string field;   // "tiers[1].up_to"
    std::string reason;  // "is no figure"
    bool operator==(const Problem&) const = default;
};
/// "tiers[1].up_to is no figure; name is missing"
std::string words_of(const std::vector<Problem>& problems);

/// The words that a field takes and what each means.
template <class T, std::size_t N>
using Words = std::array<std::pair<std::string_view, T>, N>;

/// A list is never longer.
inline constexpr std::size_t kListMax = 1'000'000;

/// How large a figure may be, either way.
enum class Size { quantity, price, amount, power };

/// Reads the fields of one JSON object, each once, and keeps what is wrong with them: a field that
/// is missing or makes no sense is answered with a harmless value, and the request is refused in
/// the end. Every field must be asked for before close(), which refuses what is left.
class Fields {
public:
    /// A value that is no object is a problem, and reads as an empty one.
    Fields(const Json& object, std::string path, std::vector<Problem>& problems);

    bool has(std::string_view name);  // there, and not null

    pos::Exact figure(std::string_view name, Size size = Size::quantity);
    std::optional<pos::Exact> figure_if(std::string_view name, Size size = Size::quantity);
    pos::Exact figure_or(std::string_view name, pos::Exact otherwise, Size size = Size::quantity);
    std::vector<pos::Exact> figures(std::string_view name, Size size = Size::quantity);
    std::int64_t count_or(std::string_view name, std::int64_t otherwise, std::int64_t least,
                          std::int64_t most);
    std::optional<std::int64_t> count_if(std::string_view name, std::int64_t least,
                                         std::int64_t most);
    std::int64_t count(std::string_view name, std::int64_t least, std::int64_t most);
    std::string text(std::string_view name);
    std::string text_or(std::string_view name, std::string otherwise);
    bool flag_or(std::string_view name, bool otherwise);
    pos::Date date(std::string_view name);
    std::optional<pos::Date> date_if(std::string_view name);
    /// "2024-03-01T09:00:00Z", also with an offset and with a fraction of a second.
    pos::Instant instant(std::string_view name);

    template <class T, std::size_t N>
    T choice(std::string_view name, const Words<T, N>& words) {
        return chosen(name, text(name), words);
    }
    template <class T, std::size_t N>
    T choice_or(std::string_view name, const Words<T, N>& words, T otherwise) {
        return has(name) ? chosen(name, text(name), words) : otherwise;
    }

    /// The fields of an object inside; empty where it is missing.
    Fields inner(std::string_view name);
    /// Calls `read(Fields&)` for each object of an array; none where it is missing.
    template <class Read>
    void each(std::string_view name, Read read, std::size_t most = kListMax) {
        const Json* list = array(name, most);
        if (list == nullptr) return;
        for (std::size_t i = 0; i < list->size(); ++i) {
            Fields one{(*list)[i], path_of(name) + "[" + std::to_string(i) + "]", *problems_};
            read(one);
            one.close();
        }
    }
    /// An array as it stands, or null where it is missing; one that is too long is refused.
    const Json* array(std::string_view name, std::size_t most = kListMax);
    const Json* value(std::string_view name);

    void refuse(std::string_view name, std::string reason);
    std::string path_of(std::string_view name) const;
    /// Whether nothing of the whole request was refused so far.
    bool sound() const { return problems_->empty(); }
    /// Refuses every field that was not asked for.
    void close();

private:
    pos::Exact figure_of(const Json& value, const std::string& path, Size size);

    template <class T, std::size_t N>
    T chosen(std::string_view name, const std::string& given, const Words<T, N>& words) {
        const auto* const found =
            std::ranges::find(words, given, &std::pair<std::string_view, T>::first);
        if (found != words.end()) return found->second;
        std::string known;
        for (const auto& [word, meaning] : words)
            known += (known.empty() ? "" : ", ") + std::string{word};
        refuse(name, "is none of " + known);
        return words[0].second;
    }

    const Json* object_;
    std::string path_;
    std::vector<Problem>* problems_;
    std::vector<std::string> asked_;
};

/// The word of a value, as choice() reads it.
template <class T, std::size_t N>
std::string word_of(T value, const Words<T, N>& words) {
    const auto* const found =
        std::ranges::find(words, value, &std::pair<std::string_view, T>::second);
    return found == words.end() ? std::string{} : std::string{found->first};
}

/// "2024-03-01T09:00:00Z", with milliseconds where there are some.
std::string to_text(pos::Instant at);

}  // namespace app::core::explain
