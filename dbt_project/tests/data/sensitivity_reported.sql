{{ config(meta={'dagster': {'ref': {'name': 'sensitivity'}}}) }}

-- The variant that the report prints is its figure, cell by cell: counted by another model.
{%- set keys = [
    'publicatie', 'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'duaal'
] %}
with reported as (
    select *
    from {{ ref('sensitivity') }}
    where is_gerapporteerd
),

figures as (
    select *
    from {{ ref('cells') }}
    where publicatie in ('fig_11', 'fig_13', 'fig_14', 'fig_16')
),

compared as (
    select
        coalesce(
            reported.aantal = figures.aantal
            and reported.noemer = figures.noemer
            and reported.onderdrukt = figures.onderdrukt,
            false
        ) as is_equal
    from reported
    full join figures
        on
            {%- for key in keys %}
                {{ 'and ' if not loop.first }}reported.{{ key }} = figures.{{ key }}
            {%- endfor %}
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from compared
    where not is_equal
),

{{ check_result() }}
