{{ config(meta={'dagster': {'ref': {'name': 'sensitivity'}}}) }}

-- The variant that the report prints is its figure, cell by cell: counted by another model. And each variant lies as
-- far from that figure as its own numbers say, where R34 hides neither. Each figure has its variants, and no other.
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

listed as (
    -- one that leaves pupils out may have nobody left
    select
        named.publicatie,
        named.variant,
        named.variant like '% / niet mee / mee' as may_be_absent
    from (
        values
        {%- for publicatie in ['fig_11', 'fig_12', 'fig_13'] %}
            ('{{ publicatie }}', 'eerste / samen / mee / mee'),
            ('{{ publicatie }}', 'laatste / samen / mee / mee'),
            ('{{ publicatie }}', 'eerste / apart / mee / mee'),
            ('{{ publicatie }}', 'laatste / apart / mee / mee'),
        {%- endfor %}
        {%- for publicatie in ['fig_14', 'fig_15', 'fig_16'] %}
            ('{{ publicatie }}', 'eerste / samen / mee / mee'),
            ('{{ publicatie }}', 'eerste / samen / niet mee / mee'),
        {%- endfor %}
        ('fig_12', 'eerste / samen / mee / niet mee'),
        ('fig_15', 'laatste / samen / mee / mee')
    ) as named (publicatie, variant)
    semi join figures on named.publicatie = figures.publicatie
),

made as (
    select distinct
        publicatie,
        concat_ws(' / ', inschrijving, vormen, eerder_niet_duaal, duaal_zevende_jaar) as variant
    from {{ ref('sensitivity') }}
),

compared as (
    select listed.variant is not null and (made.variant is not null or listed.may_be_absent) as is_equal
    from listed
    full join made on listed.publicatie = made.publicatie and listed.variant = made.variant
    union all
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
