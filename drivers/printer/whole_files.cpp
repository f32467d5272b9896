#include "drivers/printer/whole_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "pos/base/assert.hpp"

namespace drivers::printer {

int FileCalls::open(const char* path, int flags, mode_t mode) {
    return ::open(path, flags, mode);
}
ssize_t FileCalls::write(int file, const void* data, std::size_t size) {
    return ::write(file, data, size);
}
int FileCalls::fsync(int file) {
    return ::fsync(file);
}
int FileCalls::close(int file) {
    return ::close(file);
}
int FileCalls::rename(const char* from, const char* to) {
    return std::rename(from, to);
}
int FileCalls::unlink(const char* path) {
    return ::unlink(path);
}

namespace {

using Result = std::expected<void, FileError>;

std::unexpected<FileError> failed(const std::filesystem::path& path) {
    return std::unexpected{FileError{errno, path}};
}

class WholeFiles {
public:
    WholeFiles(const std::filesystem::path& folder, FileCalls& calls)
        : folder_{folder}, calls_{calls} {}

    Result write(std::span<const NamedBytes> files) {
        for (const NamedBytes& file : files) {
            if (auto written = write_hidden(file); !written) return give_up(files, written);
        }
        for (const NamedBytes& file : files) {
            const auto target = folder_ / file.name;
            if (calls_.rename(hidden(file).c_str(), target.c_str()) != 0) {
                return give_up(files, failed(target));
            }
        }
        return sync(folder_, O_RDONLY | O_DIRECTORY);
    }

private:
    std::filesystem::path hidden(const NamedBytes& file) const {
        return folder_ / ("." + file.name + ".new");
    }

    Result write_hidden(const NamedBytes& file) {
        const auto path = hidden(file);
        const int opened =
            calls_.open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (opened < 0) return failed(path);
        Result result = write_all(opened, path, file.bytes);
        if (result && calls_.fsync(opened) != 0) result = failed(path);
        if (calls_.close(opened) != 0 && result) result = failed(path);
        return result;
    }

    Result write_all(int file, const std::filesystem::path& path, pos::BytesView bytes) {
        while (!bytes.empty()) {
            const ssize_t count = calls_.write(file, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return failed(path);
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        }
        return {};
    }

    Result sync(const std::filesystem::path& path, int flags) {
        const int opened = calls_.open(path.c_str(), flags | O_CLOEXEC, 0);
        if (opened < 0) return failed(path);
        Result result;
        if (calls_.fsync(opened) != 0) result = failed(path);
        calls_.close(opened);
        return result;
    }

    Result give_up(std::span<const NamedBytes> files, const Result& result) {
        for (const NamedBytes& file : files) calls_.unlink(hidden(file).c_str());
        return result;
    }

    const std::filesystem::path& folder_;
    FileCalls& calls_;
};

}  // namespace

Result write_whole(const std::filesystem::path& folder, std::span<const NamedBytes> files,
                   FileCalls& calls) {
    for (const NamedBytes& file : files) {
        POS_ASSERT(!file.name.empty() && !file.name.contains('/'));
    }
    return WholeFiles{folder, calls}.write(files);
}

}  // namespace drivers::printer
