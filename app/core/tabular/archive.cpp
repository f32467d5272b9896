#include "app/core/tabular/archive.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>

#include "pos/base/assert.hpp"

namespace app::core::tabular {

namespace {

constexpr std::string_view kLocal{"PK\x03\x04", 4};
constexpr std::string_view kDirectory{"PK\x01\x02", 4};
constexpr std::string_view kEnd{"PK\x05\x06", 4};
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kCommentMax = 65'535;
constexpr unsigned kStored = 0;
constexpr unsigned kDeflated = 8;
constexpr unsigned kEncrypted = 1;

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::size_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::unexpected<std::string> cut_off() {
    return std::unexpected{std::string{"the file is cut off"}};
}

/// Where the record stands that ends the archive.
std::size_t find_end(std::string_view bytes) {
    if (bytes.size() < kEndSize) return std::string_view::npos;
    const std::size_t from =
        bytes.size() > kEndSize + kCommentMax ? bytes.size() - kEndSize - kCommentMax : 0;
    const auto at = bytes.rfind(kEnd, bytes.size() - kEndSize);
    return at == std::string_view::npos || at < from ? std::string_view::npos : at;
}

std::expected<std::string, std::string> inflated(std::string_view packed, std::size_t size) {
    std::string out(size, '\0');
    z_stream stream{};
    POS_ASSERT(inflateInit2(&stream, -15) == Z_OK);  // no header around the data
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&stream, Z_FINISH);
    const bool whole = result == Z_STREAM_END && stream.avail_out == 0;
    inflateEnd(&stream);
    if (!whole) return std::unexpected{std::string{"its packed data is damaged"}};
    return out;
}

}  // namespace

std::expected<Archive, std::string> Archive::open(std::string_view bytes) {
    const auto end = find_end(bytes);
    if (end == std::string_view::npos) return cut_off();
    Archive archive{bytes};
    const std::size_t count = little_endian(bytes, end + 10, 2);
    std::size_t at = little_endian(bytes, end + 16, 4);
    for (std::size_t i = 0; i < count; ++i) {
        if (at > bytes.size() || bytes.size() - at < kEntrySize) return cut_off();
        if (bytes.substr(at, kDirectory.size()) != kDirectory)
            return std::unexpected{std::string{"its directory is damaged"}};
        const std::size_t name = little_endian(bytes, at + 28, 2);
        const std::size_t more =
            little_endian(bytes, at + 30, 2) + little_endian(bytes, at + 32, 2);
        if (bytes.size() - at - kEntrySize < name + more) return cut_off();
        if ((little_endian(bytes, at + 8, 2) & kEncrypted) != 0)
            return std::unexpected{std::string{"it is protected by a password"}};
        archive.files_.emplace(
            bytes.substr(at + kEntrySize, name),
            File{.at = little_endian(bytes, at + 42, 4),
                 .packed = little_endian(bytes, at + 20, 4),
                 .unpacked = little_endian(bytes, at + 24, 4),
                 .method = static_cast<unsigned>(little_endian(bytes, at + 10, 2))});
        at += kEntrySize + name + more;
    }
    return archive;
}

std::expected<std::string, std::string> Archive::read(std::string_view name,
                                                      std::size_t bytes_max) const {
    const auto found = files_.find(name);
    if (found == files_.end()) return std::unexpected{std::string{"it lacks "} + std::string{name}};
    const File& file = found->second;
    if (file.unpacked > bytes_max) return std::unexpected{std::string{"it is too large"}};
    if (file.at > bytes_.size() || bytes_.size() - file.at < kLocalSize ||
        bytes_.substr(file.at, kLocal.size()) != kLocal)
        return cut_off();
    const std::size_t head = kLocalSize + little_endian(bytes_, file.at + 26, 2) +
                             little_endian(bytes_, file.at + 28, 2);
    const std::size_t left = bytes_.size() - file.at;
    if (left < head || left - head < file.packed) return cut_off();
    const auto packed = bytes_.substr(file.at + head, file.packed);
    if (file.method == kDeflated) return inflated(packed, file.unpacked);
    if (file.method == kStored && file.packed == file.unpacked) return std::string{packed};
    return std::unexpected{std::string{"it is packed in a way that is not read"}};
}

}  // namespace app::core::tabular
