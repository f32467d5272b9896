#include "pos/store/office/reached.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "pos/store/entries.hpp"

namespace pos::store::office {

namespace {

std::string note_of(const std::string& key_file) {
    return key_file + ".reached";
}

/// A line is 26 + 1 + 26 + 1 + 20 + 1 + 64 characters at most.
constexpr std::size_t kLineMax = 160;

/// The word that `text` begins with, taken off it.
std::string_view take_word(std::string_view& text) {
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    return word;
}

std::optional<Reached> parse(std::string_view text) {
    Reached reached;
    const auto office = parse_ulid(take_word(text));
    const auto journal = parse_ulid(take_word(text));
    const std::string_view seq = take_word(text);
    const auto hash = from_hex(take_word(text));
    const auto read = std::from_chars(seq.data(), seq.data() + seq.size(), reached.head.seq);
    const bool whole = office && journal && read.ec == std::errc{} && !seq.empty() &&
                       read.ptr == seq.data() + seq.size() && hash &&
                       hash->size() == reached.head.hash.size();
    if (!whole) return std::nullopt;
    reached.office = *office;
    reached.journal = *journal;
    std::ranges::copy(*hash, reached.head.hash.begin());
    return reached;
}

std::optional<Reached> read_note(int file) {
    std::array<char, kLineMax> line{};
    const ssize_t size = ::pread(file, line.data(), line.size(), 0);
    if (size <= 0) return std::nullopt;
    return parse({line.data(), static_cast<std::size_t>(size)});
}

int open_note(const std::string& key_file, int flags) {
    return ::open(note_of(key_file).c_str(), flags | O_CLOEXEC, 0600);
}

}  // namespace

std::optional<Reached> read_reached(const std::string& key_file) {
    const int file = open_note(key_file, O_RDONLY);
    if (file < 0) return std::nullopt;
    auto reached = read_note(file);
    ::close(file);
    return reached;
}

void note_reached(const std::string& key_file, const Reached& reached) {
    const int file = open_note(key_file, O_RDWR | O_CREAT);
    if (file < 0) return;
    (void)::flock(file, LOCK_EX);
    const auto there = read_note(file);
    const bool later = there && there->office == reached.office &&
                       there->journal == reached.journal && there->head.seq >= reached.head.seq;
    if (!later) {
        const std::string line =
            fmt::format("{} {} {} {}\n", to_string(reached.office), to_string(reached.journal),
                        reached.head.seq, to_hex(reached.head.hash));
        // One that is cut off is none.
        if (::pwrite(file, line.data(), line.size(), 0) == static_cast<ssize_t>(line.size())) {
            (void)!::ftruncate(file, static_cast<off_t>(line.size()));
        }
    }
    ::close(file);
}

db::Result<bool> is_behind(db::Connection& db, const Reached& reached) {
    const auto first = db.value<Ulid>("SELECT journal FROM journal ORDER BY id LIMIT 1");
    if (!first) return std::unexpected{first.error()};
    if (*first != reached.office) return false;
    const auto number =
        db.value<std::int64_t>("SELECT id FROM journal WHERE journal = $1", reached.journal);
    if (!number) return std::unexpected{number.error()};
    if (!*number) return true;
    const auto head =
        db.value<std::int64_t>("SELECT head_seq FROM stream WHERE number = $1", **number);
    if (!head) return std::unexpected{head.error()};
    if (!*head) return false;
    if (static_cast<std::uint64_t>(**head) < reached.head.seq) return true;
    const auto there = has_entry(db, **number, reached.head);
    if (!there) return std::unexpected{there.error()};
    return !*there;
}

KeyTurn::KeyTurn(const std::string& key_file) : file_{open_note(key_file, O_RDWR | O_CREAT)} {
    if (file_ >= 0) (void)::flock(file_, LOCK_EX);
}

KeyTurn::~KeyTurn() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace pos::store::office
