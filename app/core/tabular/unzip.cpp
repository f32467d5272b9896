#include "app/core/tabular/unzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>

#include "pos/base/assert.hpp"

namespace app::core::tabular {

namespace {

constexpr std::array<char, 4> kFile{'P', 'K', '\x03', '\x04'};
constexpr std::array<char, 4> kDirectory{'P', 'K', '\x01', '\x02'};
constexpr std::array<char, 4> kEnd{'P', 'K', '\x05', '\x06'};
constexpr std::array<char, 4> kDescriptor{'P', 'K', '\x07', '\x08'};
constexpr std::size_t kHeaderSize = 30;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kEncrypted = 0x0001;
constexpr std::uint16_t kSizesFollow = 0x0008;

std::uint32_t little_endian(std::span<const char> bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;) {
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

struct Header {
    std::uint16_t flags{0};
    std::uint16_t method{0};
    std::uint32_t checksum{0};
    std::uint32_t packed_size{0};
    bool is_folder{false};
};

class ZipInput final : public Input {
public:
    explicit ZipInput(Packed packed) : packed_(std::move(packed)), stream_(new z_stream{}) {
        POS_ASSERT(inflateInit2(stream_.get(), -15) == Z_OK);  // no header around the data
    }

    /// The file's header, folders ahead of it passed over.
    std::expected<void, InputError> begin() {
        do {
            const auto filled = packed_.fill(kHeaderSize);
            if (!filled) return std::unexpected{filled.error()};
            if (!packed_.starts_with(kFile)) return packed_.damaged("the archive holds no file");
            if (const auto read = read_header(); !read) return std::unexpected{read.error()};
        } while (header_.is_folder);
        if ((header_.flags & kEncrypted) != 0) return packed_.damaged("the archive is encrypted");
        const bool known = header_.method == kDeflated ||
                           (header_.method == kStored && (header_.flags & kSizesFollow) == 0);
        if (!known) {
            return packed_.damaged("the archive is packed by method " +
                                   std::to_string(header_.method) + ", which is not read");
        }
        left_ = header_.packed_size;
        return {};
    }

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        while (!done_) {
            if (header_.method == kStored && left_ == 0) {
                if (const auto ended = end(); !ended) return std::unexpected{ended.error()};
                break;
            }
            if (const auto filled = packed_.fill(1); !filled) {
                return std::unexpected{filled.error()};
            }
            if (packed_.ready().empty()) return packed_.damaged("the file is cut off");
            const auto got = header_.method == kStored ? copy_some(out) : inflate_some(out);
            if (!got || *got > 0) return got;
        }
        return std::size_t{0};
    }
    Progress progress() const override { return packed_.input().progress(); }
    pos::Hash finish_hash() override { return packed_.input().finish_hash(); }

private:
    struct End {
        void operator()(z_stream* stream) const {
            inflateEnd(stream);
            delete stream;
        }
    };

    std::expected<void, InputError> read_header() {
        const auto bytes = packed_.ready();
        if (bytes.size() < kHeaderSize) return packed_.damaged("the file is cut off");
        header_ = {.flags = static_cast<std::uint16_t>(little_endian(bytes, 6, 2)),
                   .method = static_cast<std::uint16_t>(little_endian(bytes, 8, 2)),
                   .checksum = little_endian(bytes, 14, 4),
                   .packed_size = little_endian(bytes, 18, 4)};
        const std::size_t name = little_endian(bytes, 26, 2);
        const std::size_t size = kHeaderSize + name + little_endian(bytes, 28, 2);
        if (header_.packed_size == UINT32_MAX) {
            return packed_.damaged("the archive is larger than 4 GiB");
        }
        if (size > kHeaderMax) return packed_.damaged("the archive's header is too long");
        if (const auto filled = packed_.fill(size); !filled) {
            return std::unexpected{filled.error()};
        }
        if (packed_.ready().size() < size) return packed_.damaged("the file is cut off");
        header_.is_folder = name > 0 && packed_.ready()[kHeaderSize + name - 1] == '/' &&
                            header_.packed_size == 0 && (header_.flags & kSizesFollow) == 0;
        packed_.take(size);
        return {};
    }

    void count(std::span<const char> unpacked) {
        checksum_ = static_cast<std::uint32_t>(
            crc32(checksum_, reinterpret_cast<const Bytef*>(unpacked.data()),
                  static_cast<uInt>(unpacked.size())));
    }

    std::expected<std::size_t, InputError> copy_some(std::span<char> out) {
        const auto ready = packed_.ready();
        const std::size_t size = std::min({ready.size(), out.size(), std::size_t{left_}});
        std::copy_n(ready.begin(), size, out.begin());
        count(out.first(size));
        packed_.take(size);
        left_ -= static_cast<std::uint32_t>(size);
        return size;
    }

    std::expected<std::size_t, InputError> inflate_some(std::span<char> out) {
        const auto ready = packed_.ready();
        stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(ready.data()));
        stream_->avail_in = static_cast<uInt>(ready.size());
        stream_->next_out = reinterpret_cast<Bytef*>(out.data());
        const std::size_t room = std::min<std::size_t>(out.size(), 1U << 30);
        stream_->avail_out = static_cast<uInt>(room);
        const int result = inflate(stream_.get(), Z_NO_FLUSH);
        packed_.take(ready.size() - stream_->avail_in);
        const std::size_t got = room - stream_->avail_out;
        count(out.first(got));
        if (result == Z_STREAM_END) {
            if (const auto ended = end(); !ended) return std::unexpected{ended.error()};
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            return packed_.damaged(stream_->msg != nullptr ? stream_->msg : "zip data is damaged");
        }
        return got;
    }

    /// What stands behind the file: perhaps its checksum and sizes, then the directory.
    std::expected<void, InputError> end() {
        done_ = true;
        std::uint32_t wanted = header_.checksum;
        if ((header_.flags & kSizesFollow) != 0) {
            const auto told = descriptor();
            if (!told) return std::unexpected{told.error()};
            wanted = *told;
        }
        if (wanted != checksum_) return packed_.damaged("the checksum of the file is wrong");
        if (const auto filled = packed_.fill(4); !filled) return std::unexpected{filled.error()};
        if (packed_.starts_with(kFile)) return packed_.damaged("the archive holds several files");
        if (!packed_.starts_with(kDirectory)) return packed_.damaged("the file is cut off");
        for (;;) {  // so that the hash is that of the whole file
            if (const auto more = packed_.fill(1); !more) return std::unexpected{more.error()};
            if (packed_.ready().empty()) return {};
            packed_.take(packed_.ready().size());
        }
    }

    /// The checksum in it; its sizes are of four or of eight bytes, and its mark may be left out.
    std::expected<std::uint32_t, InputError> descriptor() {
        constexpr std::size_t kLongest = 24;
        if (const auto filled = packed_.fill(kLongest + 4); !filled) {
            return std::unexpected{filled.error()};
        }
        if (packed_.starts_with(kDescriptor)) packed_.take(4);
        const auto bytes = packed_.ready();
        const auto follows = [&](std::size_t at) {
            return bytes.size() >= at + 4 && bytes[at] == 'P' && bytes[at + 1] == 'K';
        };
        const std::size_t size = follows(12) ? 12 : 20;
        if (!follows(size)) return packed_.damaged("the file is cut off");
        const std::uint32_t checksum = little_endian(bytes, 0, 4);
        packed_.take(size);
        return checksum;
    }

    static constexpr std::size_t kHeaderMax = std::size_t{64} << 10;

    Packed packed_;
    std::unique_ptr<z_stream, End> stream_;
    Header header_;
    std::uint32_t left_{0};  // of a stored file
    std::uint32_t checksum_{0};
    bool done_{false};
};

}  // namespace

bool is_zip(const Packed& bytes) {
    return bytes.starts_with(kFile) || bytes.starts_with(kEnd);
}

std::expected<std::unique_ptr<Input>, InputError> open_zip(Packed bytes) {
    auto zip = std::make_unique<ZipInput>(std::move(bytes));
    if (const auto begun = zip->begin(); !begun) return std::unexpected{begun.error()};
    return zip;
}

}  // namespace app::core::tabular
