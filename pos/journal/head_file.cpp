#include "pos/journal/head_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "pos/journal/hash.hpp"

namespace pos::journal {

namespace {

constexpr std::string_view kMagic{"CFHEAD01"};
constexpr std::size_t kJournalAt = 8;
constexpr std::size_t kSeqAt = 24;
constexpr std::size_t kHashAt = 32;
constexpr std::size_t kCheckAt = 64;
constexpr std::size_t kRecordSize = 96;
/// A disk writes so much whole, or not at all.
constexpr off_t kSector = 512;
constexpr int kPlaces = 2;

using Record = std::array<std::byte, kRecordSize>;

Hash check_of(const Record& record) {
    return blake2b(BytesView{record}.first(kCheckAt));
}

Record record_of(const Ulid& journal, const Head& head) {
    Record record{};
    std::memcpy(record.data(), kMagic.data(), kMagic.size());
    std::memcpy(record.data() + kJournalAt, journal.bytes.data(), journal.bytes.size());
    for (std::size_t i = 0; i < 8; ++i) {
        record[kSeqAt + i] = static_cast<std::byte>(head.seq >> (8 * i));
    }
    std::ranges::copy(head.hash, record.begin() + kHashAt);
    std::ranges::copy(check_of(record), record.begin() + kCheckAt);
    return record;
}

/// Neither an empty nor a torn one.
bool is_whole(const Record& record) {
    return std::memcmp(record.data(), kMagic.data(), kMagic.size()) == 0 &&
           std::ranges::equal(check_of(record), BytesView{record}.subspan(kCheckAt));
}

/// Nothing for a record of another journal.
std::optional<Head> head_of(const Record& record, const Ulid& journal) {
    const bool own =
        std::memcmp(record.data() + kJournalAt, journal.bytes.data(), journal.bytes.size()) == 0;
    if (!is_whole(record) || !own) return std::nullopt;
    Head head;
    for (std::size_t i = 0; i < 8; ++i) {
        head.seq |= std::to_integer<std::uint64_t>(record[kSeqAt + i]) << (8 * i);
    }
    std::copy_n(record.begin() + kHashAt, head.hash.size(), head.hash.begin());
    return head;
}

std::optional<Record> read_place(int file, int place) {
    Record record{};
    const ssize_t got = ::pread(file, record.data(), record.size(), place * kSector);
    if (got != static_cast<ssize_t>(record.size())) return std::nullopt;
    return record;
}
std::optional<Head> read_head(int file, int place, const Ulid& journal) {
    const auto record = read_place(file, place);
    return record ? head_of(*record, journal) : std::nullopt;
}

bool sync_folder(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (number < 0) return false;
    const bool synced = ::fsync(number) == 0;
    ::close(number);
    return synced;
}

/// All its room is taken at once, so that a full disk does not stop what is noted later.
bool take_room(int file) {
    const std::array<std::byte, kPlaces * kSector> nothing{};
    return ::pwrite(file, nothing.data(), nothing.size(), 0) ==
               static_cast<ssize_t>(nothing.size()) &&
           ::fsync(file) == 0;
}

}  // namespace

std::filesystem::path head_path(const std::filesystem::path& key_file) {
    return std::filesystem::path{key_file.native() + ".head"};
}

HeadFile HeadFile::beside(const std::filesystem::path& key_file) {
    const auto path = head_path(key_file);
    // NONBLOCK, else opening a pipe of that name would wait for its other end.
    const int how = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    int file = ::open(path.c_str(), O_RDWR | O_CREAT | how, S_IRUSR | S_IWUSR);
    if (file < 0) file = ::open(path.c_str(), O_RDONLY | how);
    if (file < 0) return {};
    HeadFile made{file};
    struct stat info{};
    if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) return {};
    if (info.st_size == 0) {
        if (!take_room(file)) return {};
        (void)sync_folder(path);
    }
    return made;
}

HeadFile::~HeadFile() {
    if (number_ >= 0) ::close(number_);
}

std::optional<Head> HeadFile::read(const Ulid& journal) const {
    if (number_ < 0) return std::nullopt;
    std::optional<Head> last;
    for (int place = 0; place < kPlaces; ++place) {
        const auto one = read_head(number_, place, journal);
        if (one && (!last || one->seq > last->seq)) last = one;
    }
    return last;
}

bool HeadFile::is_blank() const {
    for (int place = 0; place < kPlaces; ++place) {
        const auto record = read_place(number_, place);
        if (record && is_whole(*record)) return false;
    }
    return true;
}

void HeadFile::note(const Ulid& journal, const Head& head) {
    if (number_ < 0) return;
    // Over the lower one, so that the other is whole whatever happens.
    int lowest = 0;
    std::uint64_t lowest_seq = head.seq;
    for (int place = 0; place < kPlaces; ++place) {
        const auto one = read_head(number_, place, journal);
        const std::uint64_t seq = one ? one->seq : 0;
        if (one && seq >= head.seq) return;
        if (seq < lowest_seq) {
            lowest = place;
            lowest_seq = seq;
        }
    }
    const Record record = record_of(journal, head);
    (void)!::pwrite(number_, record.data(), record.size(), lowest * kSector);
}

void HeadFile::sync() {
    if (number_ >= 0) (void)::fdatasync(number_);
}

}  // namespace pos::journal
