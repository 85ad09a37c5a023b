{{ config(meta={'rule': 'R34', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- Suppressed are the small cells of six publications, and no others.
with looked_at as (
    select count(*) as n
    from {{ ref('cells') }}
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from {{ ref('cells') }}
    where
        onderdrukt is distinct from (
            publicatie in ('fig_14', 'fig_15', 'fig_16', 'txt_019', 'tab_3', 'tab_4')
            and not noemer >= {{ var('kleinste_groep') }}
        )
),

{{ check_result() }}
