{{ config(meta={'dagster': {'ref': {'name': 'cells'}}}) }}

-- The parts of a figure are its whole: categories that leave nobody out sum to the noemer; a figure split further
-- sums to the one that is not.
{%- set dimensions = [
    'schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'duaal',
    'kwalificatie', 'kwartaal', 'categorie'
] -%}
{#- figures of which these dimensions together leave nobody out; categorie does, unless said otherwise -#}
{%- set partitions = {
    'fig_04': ['aanbieder'],
    'fig_05': ['onderwijsvorm', 'leerjaar'],
    'fig_06': ['studiegebied'],
} -%}
{%- for publicatie in [
    'fig_01', 'fig_02', 'fig_08', 'fig_09', 'fig_10', 'fig_17', 'fig_18', 'fig_19', 'fig_20', 'fig_24', 'fig_25',
    'fig_26', 'fig_27', 'fig_28', 'fig_29', 'fig_30', 'fig_31', 'tab_5', 'tab_6', 'txt_017', 'txt_018', 'txt_031'
] -%}
    {%- do partitions.update({publicatie: ['categorie']}) -%}
{%- endfor -%}
{#- parts, whole, the dimensions that only the parts are split by, and of which cells that holds -#}
{%- set splits = [
    ('fig_02', 'fig_01', ['leerjaar'], 'true'),
    ('fig_18', 'fig_17', ['onderwijsvorm', 'stageverplichting'], 'true'),
    ('fig_21', 'fig_20', ['onderwijsvorm', 'stageverplichting'], "categorie = 'werkend'"),
    ('fig_22', 'fig_21', ['kwalificatie'], '0 < (select n from qualifications)'),
    ('fig_25', 'fig_24', ['onderwijsvorm', 'stageverplichting'], 'true'),
    ('txt_001', 'fig_10', [], "categorie = 'geen'"),
] %}
with qualifications as (
    -- R35: without any there is no fig_22
    select count(*) as n
    from {{ ref('stg_intake__active_files') }}
    where dataset = 'kwalificaties'
),

parts as (
    {% for publicatie, summed in partitions.items() %}
        select
            '{{ publicatie }}' as figure,
            sum(aantal) as n,
            max(noemer) as whole
        from {{ ref('cells') }}
        where
            publicatie = '{{ publicatie }}'
            and categorie <> 'leerlingen per groep'
            {{ "and aanbieder <> 'alle'" if publicatie == 'fig_04' }}
        group by {{ dimensions | reject('in', summed) | join(', ') }}
        union all
    {% endfor %}
    select
        'fig_15' as figure,
        sum(case when categorie <> 'totaal' then aantal end) as n,
        max(case when categorie = 'totaal' then aantal end) as whole
    from {{ ref('cells') }}
    where publicatie = 'fig_15'
    group by schooljaar
    {% for part, whole, summed, condition in splits %}
        union all
        select
            '{{ part }} of {{ whole }}' as figure,
            sum(case when publicatie = '{{ part }}' then aantal end) as n,
            max(case when publicatie = '{{ whole }}' then aantal end) as whole
        from {{ ref('cells') }}
        where
            publicatie in ('{{ part }}', '{{ whole }}')
            and {{ condition }}
        group by {{ dimensions | reject('in', summed) | join(', ') }}
    {% endfor %}
),

looked_at as (
    select count(*) as n
    from parts
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from parts
    where coalesce(n, 0) <> coalesce(whole, 0)
),

{{ check_result() }}
