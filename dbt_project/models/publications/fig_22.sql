with counted as (
    select
        schooljaar,
        onderwijsvorm,
        stageverplichting,
        kwalificatie,
        kwartaal,
        'werkend' as categorie,
        sum(case when arbeidsmarktstatus = 'werkend' then n_leavers else 0 end) as aantal,
        sum(n_leavers) as noemer
    from {{ ref('labour_market_status') }}
    where
        arbeidsmarktstatus <> 'niet beschikbaar'
        -- R35: nothing delivered, no figure
        and kwalificatie is not null
    group by schooljaar, onderwijsvorm, stageverplichting, kwalificatie, kwartaal
)

{{ cells_of('fig_22', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'kwalificatie', 'kwartaal']) }}
