#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "pos/store/db/open.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

/// The same test on SQLite and on PostgreSQL, each time in an empty database.
class EitherEngine : public ::testing::TestWithParam<pos::store::db::Engine> {
protected:
    EitherEngine() {
        using pos::store::db::Engine;
        switch (GetParam()) {
            case Engine::sqlite:
                target_ = {Engine::sqlite, directory_.file("shop.db")};
                break;
            case Engine::postgresql:
                target_ = {Engine::postgresql, PostgresServer::shared().fresh_database()};
                break;
        }
    }

    bool is_sqlite() const { return GetParam() == pos::store::db::Engine::sqlite; }

    /// A further connection to the test's database.
    std::unique_ptr<pos::store::db::Connection> connect(
        pos::store::db::OpenOptions options = {pos::store::db::OpenMode::create}) const {
        auto opened = pos::store::db::open(target_, options);
        if (opened) return std::move(*opened);
        ADD_FAILURE() << opened.error().code << " " << opened.error().text;
        return nullptr;
    }

    TempDir directory_;
    pos::store::db::DbTarget target_;
};

inline std::string engine_name(const ::testing::TestParamInfo<pos::store::db::Engine>& info) {
    return info.param == pos::store::db::Engine::sqlite ? "sqlite" : "postgresql";
}

}  // namespace test

/// Runs the suite on both engines.
#define ON_EITHER_ENGINE(suite)                                                                \
    INSTANTIATE_TEST_SUITE_P(                                                                  \
        , suite,                                                                               \
        ::testing::Values(pos::store::db::Engine::sqlite, pos::store::db::Engine::postgresql), \
        test::engine_name)
