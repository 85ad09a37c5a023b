{#
    Table, view and check in one or two statements each, where dbt's own take five to nine: they build aside, rename
    and drop inside a transaction, so that readers never miss a table. Nobody reads this database while it is built,
    and a refresh that fails publishes nothing; `create or replace` is enough. Half of what dbt costs per node goes.
    Only for DuckDB; on other engines dbt's own apply. Hooks, grants and indexes are not among what they do.
#}

{% macro replace_relation(relation, body) %}
    {#- DuckDB replaces a table by a table only: a model that was materialized otherwise before is dropped first -#}
    {%- set existing = load_cached_relation(relation) -%}
    {%- if existing is not none and existing.type != relation.type -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- set response, _ = adapter.execute('create or replace ' ~ relation.type ~ ' ' ~ relation ~ ' as ' ~ body) -%}
    {%- do store_result('main', response=response) -%}
{% endmacro %}

{% materialization table, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set query = sql -%}
    {%- if config.get('contract').enforced -%}
        {%- do get_assert_columns_equivalent(sql) -%}
        {%- set query = get_select_subquery(sql) -%}
    {%- endif -%}
    {%- do replace_relation(target, query) -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set target = this.incorporate(type='view') -%}
    {%- do replace_relation(target, sql) -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% materialization test, adapter='duckdb' %}
    {%- set rows = sql -%}
    {%- if should_store_failures() -%}
        {%- set target = api.Relation.create(
            database=database, schema=schema, identifier=model['alias'], type='table'
        ) -%}
        {%- do replace_relation(target, sql) -%}
        {%- set rows = 'select * from ' ~ target -%}
    {%- endif -%}
    {%- set response, table = adapter.execute(
        get_test_sql(rows, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), none), fetch=true
    ) -%}
    {%- do store_result('main', response=response, agate_table=table) -%}
    {{ return({'relations': []}) }}
{% endmaterialization %}
