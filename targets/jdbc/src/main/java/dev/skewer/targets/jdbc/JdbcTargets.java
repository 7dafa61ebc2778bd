package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.List;
import java.util.stream.Stream;

/** Databases behind JDBC, for the registry. */
public final class JdbcTargets implements TargetProvider {
    @Override
    public List<TargetType> targets() {
        return Stream.of(new H2(), new Hsqldb(), new Sqlite(), new Postgresql(), new Mariadb(), new OtherDialect())
                .map(JdbcTarget::type)
                .toList();
    }
}
