{{ config(meta={'dagster': {'ref': {'name': 'sensitivity'}}}) }}

-- The variant that the report prints is its figure, cell by cell: counted by another model. And each variant lies as
-- far from that figure as its own numbers say, where R34 hides neither.
{%- set same_key -%}
    {% for column in [
        'publicatie', 'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'duaal', 'categorie'
    ] -%}
        {{ 'and ' if not loop.first }}variants.{{ column }} = figures.{{ column }}{{ ' ' }}
    {%- endfor %}
{%- endset %}
with figures as (
    select
        *,
        case when not onderdrukt then 100 * cast(aantal as double) / cast(noemer as double) end as percentage
    from {{ ref('cells') }}
    where publicatie in ('fig_11', 'fig_12', 'fig_13', 'fig_14', 'fig_15', 'fig_16')
),

variants as (
    select
        *,
        case
            when duaal = 'alle' or noemer >= {{ var('kleinste_groep') }}
                then 100 * cast(aantal as double) / cast(noemer as double)
        end as percentage
    from {{ ref('sensitivity') }}
),

compared as (
    select
        coalesce(
            variants.aantal = figures.aantal
            and variants.noemer = figures.noemer
            and variants.onderdrukt = figures.onderdrukt,
            false
        ) as is_equal
    from (
        select *
        from variants
        where is_gerapporteerd
    ) as variants
    full join figures
        on {{ same_key }}
    union all
    select
        coalesce(
            abs(variants.verschil_procentpunten - (variants.percentage - figures.percentage)) < 0.000001,
            variants.verschil_procentpunten is null and variants.percentage - figures.percentage is null
        ) as is_equal
    from variants
    left join figures
        on {{ same_key }}
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
