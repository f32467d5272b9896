#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace syncing::server {

/// A body that lies in a file, so that it is sent piece by piece and never in memory whole. The
/// file has no name any more: it is gone with this, or with whoever took it.
class FileBody {
public:
    /// Opens a file and takes its name away; nothing where it cannot.
    static std::shared_ptr<FileBody> of(const std::string& path);
    ~FileBody();
    FileBody(const FileBody&) = delete;
    FileBody& operator=(const FileBody&) = delete;

    /// The open file, at its beginning, for whoever closes it; below 0 the second time.
    int take() { return std::exchange(descriptor_, -1); }

private:
    explicit FileBody(int descriptor) : descriptor_{descriptor} {}

    int descriptor_;
};

}  // namespace syncing::server
